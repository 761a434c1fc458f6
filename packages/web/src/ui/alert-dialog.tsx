import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";

import { Button } from "./button.tsx";
import { dialogClass, scrimClass } from "./dialog.tsx";

/** Asks before something that cannot be undone; says what will happen. */
export function AlertDialog({
  title,
  confirm,
  dismiss = "Keep it",
  isOpen,
  isBusy,
  onClose,
  onConfirm,
  children,
}: {
  title: string;
  confirm: string;
  dismiss?: string;
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup className={dialogClass}>
          <Base.Title className="text-section font-semibold">{title}</Base.Title>
          <Base.Description render={<div />} className="grid gap-3 text-soft">
            {children}
          </Base.Description>
          <div className="mt-2 flex justify-end gap-2">
            <Base.Close render={<Button>{dismiss}</Button>} />
            <Button look="destructive" disabled={isBusy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
