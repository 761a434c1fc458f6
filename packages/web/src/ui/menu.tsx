import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";

/** A button that opens a list of actions or choices. */
export function Menu({
  trigger,
  align = "start",
  children,
}: {
  trigger: ReactElement;
  align?: "start" | "end";
  children: ReactNode;
}) {
  const [container, setContainer] = useState<HTMLElement | null>(null);
  // Inside of the page's main part: what hangs at the end of the document belongs to no landmark.
  const onOpenChange = (isOpen: boolean) => {
    if (isOpen) setContainer(document.querySelector<HTMLElement>("#content"));
  };
  return (
    <Base.Root onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={container}>
        <Base.Positioner sideOffset={6} align={align} className="z-40 outline-none">
          <Base.Popup className="max-h-[70vh] min-w-48 origin-(--transform-origin) overflow-y-auto rounded-card border border-line bg-panel p-1 shadow-float outline-none transition-[opacity,scale] duration-150 ease-out data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  "flex h-8 cursor-pointer items-center gap-2 rounded-badge px-2 whitespace-nowrap outline-none select-none data-highlighted:bg-hover";

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Base.Item className={itemClass} onClick={onSelect}>
      {children}
    </Base.Item>
  );
}

/** One of several that may be on together; the menu stays open. */
export function MenuCheckbox({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.CheckboxItem
      className={itemClass}
      checked={checked}
      onCheckedChange={onChange}
      closeOnClick={false}
    >
      <span className="grid size-4 place-items-center rounded border border-line-strong">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden size={12} />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuChoice<Value extends string>({
  value,
  choices,
  onChange,
}: {
  value: Value;
  choices: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      {choices.map((choice) => (
        <Base.RadioItem
          key={choice.value}
          value={choice.value}
          className={itemClass}
          closeOnClick={false}
        >
          {choice.label}
          <Base.RadioItemIndicator className="ml-auto">
            <Check aria-hidden size={14} />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
