import { useSyncExternalStore } from "react";

/** False once the page has been out of sight for some seconds: a quick look at another tab changes nothing. */
export const usePageVisible = (): boolean => useSyncExternalStore(subscribe, () => isVisible);

const patienceMs = 5000;
let isVisible = true;
let hiding: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(value: boolean) {
  isVisible = value;
  for (const listener of listeners) listener();
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.visibilityState === "visible") set(true);
  else hiding = setTimeout(() => set(false), patienceMs);
});

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
