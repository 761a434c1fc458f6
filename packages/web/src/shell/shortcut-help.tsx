import { useState } from "react";

import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Switch } from "../ui/switch.tsx";
import { areShortcutsOn, setShortcutsOn } from "./shortcut-setting.ts";

const shortcuts = [
  { keys: ["/"], does: "Search" },
  { keys: ["c"], does: "Start a job" },
  { keys: ["g", "j"], does: "Go to jobs" },
  { keys: ["g", "t"], does: "Go to job types" },
  { keys: ["Ctrl", "Enter"], does: "Send the form" },
  { keys: ["Esc"], does: "Close what is open" },
  { keys: ["?"], does: "This list" },
];

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(areShortcutsOn);
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      <dl className="grid gap-1">
        {shortcuts.map(({ keys, does }) => (
          <div
            key={does}
            className="flex h-8 items-center justify-between border-b border-line last:border-0"
          >
            <dt className="text-soft">{does}</dt>
            <dd className="flex gap-1">
              {keys.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Single-key shortcuts"
        checked={isOn}
        onChange={(value) => {
          setShortcutsOn(value);
          setOn(value);
        }}
      />
    </Dialog>
  );
}
