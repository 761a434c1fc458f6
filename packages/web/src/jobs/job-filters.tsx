import { useNavigate } from "@tanstack/react-router";
import { ListFilter, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";

import { links } from "../links.ts";
import { Button } from "../ui/button.tsx";
import { fieldClass } from "../ui/input.tsx";
import { jobStatus, jobStatuses } from "../ui/job-status.ts";
import { Kbd } from "../ui/kbd.tsx";
import { Menu, MenuCheckbox } from "../ui/menu.tsx";
import type { JobListSearch } from "./job-list-search.ts";

/** Search and filters; all of them are the address. */
export function JobFilters({
  search,
  types,
}: {
  search: JobListSearch;
  /** Names of the job types to choose from. */
  types: readonly string[];
}) {
  const navigate = useNavigate();
  const change = (part: { [Key in keyof JobListSearch]: JobListSearch[Key] | undefined }) => {
    // Another question begins at its first page, which `withoutEmpty` sees to.
    void navigate({ to: links.jobs, search: withoutEmpty({ ...search, ...part }), replace: true });
  };
  const { status = [], type = [] } = search;
  const typeNames = [...new Set([...types, ...type])];
  return (
    <div role="search" aria-label="Jobs" className="flex flex-wrap items-center gap-2">
      <SearchBox value={search.q ?? ""} onChange={(q) => change({ q })} />
      <Menu trigger={<FilterButton label="Status" />}>
        {jobStatuses.map((name) => {
          const { word, icon: Icon } = jobStatus[name];
          return (
            <MenuCheckbox
              key={name}
              checked={status.includes(name)}
              onChange={(isOn) =>
                change({
                  status: jobStatuses.filter((other) =>
                    other === name ? isOn : status.includes(other),
                  ),
                })
              }
            >
              <span data-status={name} className="flex items-center gap-2 text-(--status)">
                <Icon aria-hidden size={15} />
                <span className="text-ink">{word}</span>
              </span>
            </MenuCheckbox>
          );
        })}
      </Menu>
      <Menu trigger={<FilterButton label="Type" />}>
        {typeNames.map((name) => (
          <MenuCheckbox
            key={name}
            checked={type.includes(name)}
            onChange={(isOn) =>
              change({
                type: typeNames.filter((other) => (other === name ? isOn : type.includes(other))),
              })
            }
          >
            {name}
          </MenuCheckbox>
        ))}
      </Menu>
      {status.length > 0 && (
        <Chip label="Status" onRemove={() => change({ status: undefined })}>
          {status.map((name) => jobStatus[name].word).join(", ")}
        </Chip>
      )}
      {type.length > 0 && (
        <Chip label="Type" onRemove={() => change({ type: undefined })}>
          {type.join(", ")}
        </Chip>
      )}
      {search.tag !== undefined && (
        <Chip label="Tag" onRemove={() => change({ tag: undefined })}>
          {search.tag}
        </Chip>
      )}
      {search.pattern !== undefined && (
        <Chip label="Pattern" onRemove={() => change({ pattern: undefined })}>
          {search.pattern}
        </Chip>
      )}
    </div>
  );
}

/** Asks once typing has paused. */
const pauseMs = 250;

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  const send = useEffectEvent(() => {
    if (text.trim() !== value) onChange(text.trim());
  });
  useEffect(() => {
    const timer = setTimeout(send, pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative w-full sm:w-72">
      <Search
        aria-hidden
        size={15}
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-dim"
      />
      <input
        data-search
        type="search"
        aria-label="Search by id or name"
        placeholder="Search by id or name"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className={`${fieldClass} h-8 pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden`}
      />
      <span className="absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}

function FilterButton({ label, ...props }: { label: string }) {
  return (
    <Button {...props}>
      <ListFilter aria-hidden size={14} className="text-dim" />
      {label}
    </Button>
  );
}

function Chip({
  label,
  onRemove,
  children,
}: {
  label: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <span className="inline-flex h-8 max-w-full min-w-0 items-center rounded-control border border-line bg-panel">
      <span className="truncate px-2.5 text-soft">
        {label} is <span className="font-medium text-ink">{children}</span>
      </span>
      <button
        type="button"
        aria-label={`Remove the filter by ${label.toLowerCase()}`}
        onClick={onRemove}
        className="grid h-full w-8 shrink-0 place-items-center border-l border-line text-dim hover:text-ink"
      >
        <X aria-hidden size={14} />
      </button>
    </span>
  );
}

function withoutEmpty(search: {
  [Key in keyof JobListSearch]: JobListSearch[Key] | undefined;
}): JobListSearch {
  const { status = [], type = [], q, tag, pattern } = search;
  return {
    ...(status.length > 0 && { status }),
    ...(type.length > 0 && { type }),
    ...(q && { q }),
    ...(tag && { tag }),
    ...(pattern && { pattern }),
  };
}
