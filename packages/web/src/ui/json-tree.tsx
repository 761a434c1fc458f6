import { useState } from "react";

import { formatCount } from "./format-number.ts";

/** JSON to read, not to parse: names beside values, long lists and deep parts folded until asked for. */
export function JsonTree({ value }: { value: unknown }) {
  return isBranch(value) ? <Entries value={value} depth={0} /> : <Leaf value={value} />;
}

const pageSize = 50;

function Entries({ value, depth }: { value: object; depth: number }) {
  const [shown, setShown] = useState(pageSize);
  const entries = Object.entries(value);
  return (
    <ul className={`font-mono text-code ${depth === 0 ? "" : "ml-1.5 border-l border-line pl-3"}`}>
      {entries.slice(0, shown).map(([name, entry]) => (
        <li key={name} className="min-w-0">
          {isBranch(entry) ? (
            <Branch name={name} value={entry} depth={depth} />
          ) : (
            <div className="flex min-h-6 min-w-0 items-start gap-2 py-0.5">
              <span className="shrink-0 text-dim">{name}</span>
              <Leaf value={entry} />
            </div>
          )}
        </li>
      ))}
      {entries.length > shown && (
        <li>
          <button
            type="button"
            className="min-h-6 text-accent hover:underline"
            onClick={() => setShown(shown + 10 * pageSize)}
          >
            {formatCount(entries.length - shown)} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Branch({ name, value, depth }: { name: string; value: object; depth: number }) {
  const size = Object.keys(value).length;
  const [isOpen, setOpen] = useState(depth < 1 || size <= 4);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-6 rounded-badge py-0.5 text-dim hover:text-ink">
        {name} <span className="text-soft">{previewOf(value)}</span>
      </summary>
      {isOpen && <Entries value={value} depth={depth + 1} />}
    </details>
  );
}

/** What tells one item of a list from the next: its first text; else how many it holds. */
function previewOf(value: object): string {
  const entries = Object.values(value);
  if (Array.isArray(value)) return `[${entries.length}]`;
  const first: unknown = entries.find((entry) => typeof entry === "string" && entry !== "");
  return typeof first === "string" ? first.slice(0, 60) : `{${entries.length}}`;
}

function Leaf({ value }: { value: unknown }) {
  const isText = typeof value === "string";
  const text = isText
    ? value
    : typeof value === "object" && value !== null
      ? emptyWord(value)
      : JSON.stringify(value);
  return (
    <span
      className={`min-w-0 font-mono text-code break-words whitespace-pre-wrap ${isText ? "text-ink" : "text-accent"}`}
    >
      {text}
    </span>
  );
}

const emptyWord = (value: object) => (Array.isArray(value) ? "empty list" : "empty");

const isBranch = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;
