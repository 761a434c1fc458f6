import type { ReactNode } from "react";

export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-[640px] justify-items-center gap-3 px-4 py-14 text-center">
      <h2 className="text-section font-semibold">{title}</h2>
      {children !== undefined && <div className="w-full text-soft">{children}</div>}
      {action}
    </div>
  );
}
