import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import type { JobDraft } from "./job-draft.ts";
import { patternNames, patterns } from "./patterns.ts";

export interface OptionProps {
  draft: JobDraft;
  /** What the API found wrong, by pointer. */
  errors: ReadonlyMap<string, string>;
  onChange: (part: Partial<JobDraft>) => void;
}

/** What people say of most jobs: a name, tags, and the pattern. */
export function JobOptions({ draft, errors, onChange }: OptionProps) {
  const tagError = [...errors].find(([pointer]) => pointer.startsWith("/tags"))?.[1];
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Name"
          isOptional
          error={errors.get("/name")}
          help="To find it again in the list."
        >
          {(ids) => (
            <Input
              {...ids}
              maxLength={120}
              value={draft.name}
              onChange={({ target }) => onChange({ name: target.value })}
            />
          )}
        </Field>
        <Field label="Tags" isOptional error={tagError} help="Separated by commas, ten at most.">
          {(ids) => (
            <Input
              {...ids}
              value={draft.tags}
              onChange={({ target }) => onChange({ tags: target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium">Pattern</legend>
        {patternNames.map((name) => (
          <label key={name} className="flex cursor-pointer gap-2.5 py-0.5">
            <input
              type="radio"
              name="pattern"
              value={name}
              checked={draft.pattern === name}
              onChange={() => onChange({ pattern: name })}
              className="mt-0.5 size-4 shrink-0 accent-accent-solid"
            />
            <span>
              <span className="font-medium">{patterns[name].word}</span>
              <span className="block text-meta text-dim">{patterns[name].line}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
