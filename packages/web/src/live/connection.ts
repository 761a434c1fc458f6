import { useSyncExternalStore } from "react";

let isReachable = true;
const listeners = new Set<() => void>();

/** Whether the server answered last time. Not `navigator.onLine`: a laptop without a network still reaches itself. */
export const connection = {
  setReachable(value: boolean) {
    if (value === isReachable) return;
    isReachable = value;
    for (const listener of listeners) listener();
  },
};

export const useReachable = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => isReachable,
  );
