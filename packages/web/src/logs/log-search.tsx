import { ChevronDown, ChevronUp, Search } from "lucide-react";

import { Button } from "../ui/button.tsx";
import { fieldClass } from "../ui/input.tsx";

/** Finds in the lines that are loaded; Enter goes on, Shift+Enter back. */
export function LogSearch({
  query,
  matches,
  position,
  isPartial,
  onQuery,
  onStep,
}: {
  query: string;
  matches: number;
  position: number;
  /** There are earlier lines, which are not loaded and so not searched. */
  isPartial: boolean;
  onQuery: (query: string) => void;
  onStep: (by: number) => void;
}) {
  const isSearching = query.trim() !== "";
  return (
    <div className="flex min-w-0 items-center gap-1 max-md:flex-1">
      <div className="relative min-w-0 max-md:flex-1 md:w-52">
        <Search
          aria-hidden
          size={14}
          className="absolute top-1/2 left-2.5 -translate-y-1/2 text-dim"
        />
        <input
          type="search"
          aria-label="Search the log"
          placeholder="Search the log"
          spellCheck={false}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
            if (event.key === "Escape") onQuery("");
          }}
          className={`${fieldClass} h-8 pr-2 pl-8 [&::-webkit-search-cancel-button]:hidden`}
        />
      </div>
      {isSearching && (
        <>
          <span
            role="status"
            className="min-w-14 text-center text-meta whitespace-nowrap text-dim tabular-nums"
          >
            {matches === 0
              ? isPartial
                ? "not in the loaded lines"
                : "no match"
              : `${position + 1} of ${matches}`}
          </span>
          <Button
            look="ghost"
            size="icon"
            aria-label="Previous match"
            disabled={matches === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp aria-hidden size={15} />
          </Button>
          <Button
            look="ghost"
            size="icon"
            aria-label="Next match"
            disabled={matches === 0}
            onClick={() => onStep(1)}
          >
            <ChevronDown aria-hidden size={15} />
          </Button>
        </>
      )}
    </div>
  );
}
