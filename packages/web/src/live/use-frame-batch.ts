import { useEffect, useEffectEvent, useRef } from "react";

/** Collects items and hands them over once a frame, so that a flood of events is one change of the page. */
export function useFrameBatch<Item>(onBatch: (items: Item[]) => void): (item: Item) => void {
  const items = useRef<Item[]>([]);
  const frame = useRef<number | undefined>(undefined);
  const flush = useEffectEvent(() => {
    const batch = items.current;
    items.current = [];
    frame.current = undefined;
    onBatch(batch);
  });
  const add = useRef<(item: Item) => void>(undefined);
  useEffect(() => {
    add.current = (item) => {
      items.current.push(item);
      frame.current ??= requestAnimationFrame(flush);
    };
    return () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current);
      frame.current = undefined;
      items.current = [];
    };
  }, []);
  return (item) => add.current?.(item);
}
