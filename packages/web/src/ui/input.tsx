import type { ComponentProps } from "react";

export const fieldClass =
  "w-full rounded-control border border-line-strong bg-panel text-ink aria-invalid:border-danger focus-visible:outline-offset-0 disabled:opacity-60";

export function Input({ className = "", ...props }: ComponentProps<"input">) {
  return <input className={`${fieldClass} h-8 px-2.5 ${className}`} {...props} />;
}

export function Textarea({ className = "", ...props }: ComponentProps<"textarea">) {
  return <textarea className={`${fieldClass} block px-2.5 py-1.5 ${className}`} {...props} />;
}
