import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "./button.tsx";

export const scrimClass =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const dialogClass =
  "fixed top-1/2 left-1/2 z-50 grid grid-cols-[minmax(0,1fr)] max-h-[86vh] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 gap-3 overflow-y-auto rounded-card border border-line bg-panel p-5 shadow-float outline-none transition-[opacity,scale] duration-150 ease-out data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0";

const sheetClass =
  "fixed inset-y-0 left-0 z-50 w-64 border-r border-line bg-canvas shadow-float outline-none transition-[translate] duration-150 ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full";

/** Over the page, until it is closed: in the middle, or as a sheet from the left edge. */
export function Dialog({
  title,
  isOpen,
  onClose,
  as = "dialog",
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  as?: "dialog" | "sheet";
  children: ReactNode;
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup className={as === "sheet" ? sheetClass : dialogClass}>
          <Base.Title className={as === "sheet" ? "sr-only" : "text-section font-semibold"}>
            {title}
          </Base.Title>
          {children}
          <Base.Close
            render={
              <Button
                look="ghost"
                size="icon"
                aria-label="Close"
                className="absolute! top-3 right-3"
              >
                <X aria-hidden size={16} />
              </Button>
            }
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
