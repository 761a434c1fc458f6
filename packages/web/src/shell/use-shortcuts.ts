import { useEffect, useEffectEvent } from "react";

import { areShortcutsOn } from "./shortcut-setting.ts";

/** How long the second key of `g j` may take. */
const sequenceMs = 1000;

/** Runs an action when its key, or its two keys one after the other, are pressed outside of fields and dialogs. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const run = useEffectEvent((keys: string): boolean => {
    const action = actions[keys];
    action?.();
    return action !== undefined;
  });
  useEffect(() => {
    let previous = { key: "", at: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!areShortcutsOn() || isTyping(event.target)) return;
      const isSecond = event.timeStamp - previous.at < sequenceMs;
      const isUsed = (isSecond && run(`${previous.key} ${event.key}`)) || run(event.key);
      if (isUsed) event.preventDefault();
      previous = isUsed ? { key: "", at: 0 } : { key: event.key, at: event.timeStamp };
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest(
    "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu]",
  ) !== null;
