import { type ReactNode, useId } from "react";

/** A titled panel; its title names the region. */
export function Card({
  title,
  aside,
  padded = true,
  children,
}: {
  title: string;
  aside?: ReactNode;
  padded?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-card border border-line bg-panel">
      <div
        className={`flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 ${padded ? "" : "border-b border-line"}`}
      >
        <h2 id={id} className="text-section font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      <div className={padded ? "px-4 pb-4" : ""}>{children}</div>
    </section>
  );
}
