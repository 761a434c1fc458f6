import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { fieldClass } from "./input.tsx";

/** The browser's own select: keyboard, touch and screen readers come with it. */
export function Select({ className = "", children, ...props }: ComponentProps<"select">) {
  return (
    <span className={`relative block ${className}`}>
      <select className={`${fieldClass} h-8 appearance-none pr-8 pl-2.5`} {...props}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-dim"
      />
    </span>
  );
}
