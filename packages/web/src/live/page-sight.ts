/** The part of a document that tells whether it can be seen. */
type Page = Pick<Document, "visibilityState"> & Pick<EventTarget, "addEventListener">;

export interface PageSight {
  isVisible: () => boolean;
  subscribe: (listener: () => void) => () => void;
}

const patienceMs = 5000;

/** Whether a page can be seen; it counts as out of sight only after some seconds: a quick look elsewhere changes nothing. */
export function pageSight(page: Page): PageSight {
  // A tab that was opened in the background is hidden from its first moment, and no event says so.
  let isVisible = page.visibilityState === "visible";
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const set = (value: boolean) => {
    isVisible = value;
    for (const listener of listeners) listener();
  };
  page.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (page.visibilityState === "visible") set(true);
    else hiding = setTimeout(() => set(false), patienceMs);
  });
  return {
    isVisible: () => isVisible,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
