import type { JobType } from "../api.ts";

/** What kind of work it is to be. */
export function TypePicker({
  types,
  chosen,
  onChoose,
}: {
  types: readonly JobType[];
  chosen: string | undefined;
  onChoose: (name: string) => void;
}) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-section font-semibold">Job type</legend>
      {types.map(({ name, title, description }) => (
        <label
          key={name}
          className="flex cursor-pointer gap-3 rounded-control border border-line bg-panel px-3 py-2.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent/6 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="type"
            value={name}
            checked={name === chosen}
            onChange={() => onChoose(name)}
            className="mt-0.5 size-4 shrink-0 accent-accent-solid outline-none"
          />
          <span className="min-w-0">
            <span className="font-medium">{title}</span>{" "}
            <span className="font-mono text-meta text-dim">{name}</span>
            <span className="block text-meta text-soft">{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
