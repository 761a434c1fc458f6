import { type ReactNode, useEffect, useRef } from "react";

/** A page's frame: sticky header, then its content. Focus goes to the heading, so that a screen reader says where one is. */
export function Page({
  title,
  heading,
  actions,
  children,
  width = "full",
}: {
  /** Of the browser's tab. */
  title: string;
  heading: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: "full" | "text";
}) {
  useEffect(() => {
    document.title = `${title} · Longhaul`;
  }, [title]);
  return (
    <>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-canvas pr-4 pl-14 md:px-6">
        {heading}
        <div className="ml-auto flex items-center gap-2">{actions}</div>
      </header>
      <main
        id="content"
        className={`min-w-0 px-4 py-5 md:px-6 ${width === "text" ? "w-full max-w-[1000px]" : ""}`}
      >
        {children}
      </main>
    </>
  );
}

let isFirstPage = true;

export function PageHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The first page's focus is the browser's own: the start of the document.
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className="truncate text-section font-semibold">
      {children}
    </h1>
  );
}
