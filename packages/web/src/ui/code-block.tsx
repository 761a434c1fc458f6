import { CopyButton } from "./copy-button.tsx";

export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative rounded-control border border-line bg-sunken text-left">
      <pre
        aria-label={label}
        role="region"
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto py-2.5 pr-11 pl-3 font-mono text-code text-soft"
      >
        {code}
      </pre>
      <span className="absolute top-1 right-1 rounded-control bg-sunken">
        <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} />
      </span>
    </div>
  );
}
