import { useState } from "react";

import { Field } from "../ui/field.tsx";
import { formatSeconds } from "../ui/format-duration.ts";
import { formatMemory } from "../ui/format-size.ts";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { fargateCpus, fargateMemory, nearestMemory } from "./fargate-memory.ts";
import type { OptionProps } from "./job-options.tsx";

/** Limits, retries, size and time of start: the job type's own values unless changed. */
export function AdvancedOptions({ draft, errors, onChange }: OptionProps) {
  const [isOpen, setOpen] = useState(false);
  const hasError = [...errors.keys()].some((pointer) =>
    /^\/(timeouts|retry|size|capacity|startAt)/.test(pointer),
  );
  const { timeouts, retry, size } = draft;
  const limit = (name: keyof typeof timeouts, label: string, help: string) => (
    <NumberField
      label={label}
      value={timeouts[name]}
      help={`${help} ${formatSeconds(timeouts[name])}.`}
      error={errors.get(`/timeouts/${name}`)}
      onChange={(seconds) => onChange({ timeouts: { ...timeouts, [name]: seconds } })}
    />
  );
  return (
    <details open={isOpen || hasError} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-6 font-medium">Advanced: limits, retries, size, start</summary>
      <div className="mt-3 grid gap-5 sm:grid-cols-3">
        {limit("jobSeconds", "Job limit, seconds", "All attempts:")}
        {limit("attemptSeconds", "Attempt limit, seconds", "One attempt:")}
        {limit("heartbeatSeconds", "Silence limit, seconds", "Without a word:")}
        <NumberField
          label="Attempts"
          value={retry.maxAttempts}
          help="In all, that end by its own doing."
          error={errors.get("/retry/maxAttempts")}
          onChange={(maxAttempts) => onChange({ retry: { ...retry, maxAttempts } })}
        />
        <NumberField
          label="Delay, seconds"
          value={retry.delaySeconds}
          help="Before the second; then it doubles."
          error={errors.get("/retry/delaySeconds")}
          onChange={(delaySeconds) => onChange({ retry: { ...retry, delaySeconds } })}
        />
        <NumberField
          label="Longest delay, seconds"
          value={retry.maxDelaySeconds}
          help={`${formatSeconds(retry.maxDelaySeconds)}.`}
          error={errors.get("/retry/maxDelaySeconds")}
          onChange={(maxDelaySeconds) => onChange({ retry: { ...retry, maxDelaySeconds } })}
        />
        <Field label="CPU" error={errors.get("/size/cpu")}>
          {(ids) => (
            <Select
              {...ids}
              value={size.cpu}
              onChange={({ target }) => {
                const cpu = fargateCpus.find((units) => units === Number(target.value)) ?? size.cpu;
                onChange({ size: { cpu, memory: nearestMemory(cpu, size.memory) } });
              }}
            >
              {fargateCpus.map((cpu) => (
                <option key={cpu} value={cpu}>
                  {cpu / 1024} vCPU
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Memory" error={errors.get("/size/memory")}>
          {(ids) => (
            <Select
              {...ids}
              value={size.memory}
              onChange={({ target }) =>
                onChange({ size: { ...size, memory: Number(target.value) } })
              }
            >
              {fargateMemory(size.cpu).map((memory) => (
                <option key={memory} value={memory}>
                  {formatMemory(memory)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Capacity" error={errors.get("/capacity")}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.capacity}
              onChange={({ target }) =>
                onChange({ capacity: target.value === "spot" ? "spot" : "on_demand" })
              }
            >
              <option value="on_demand">On demand</option>
              <option value="spot">Spot: cheaper, may be interrupted</option>
            </Select>
          )}
        </Field>
        <Field
          label="Start at"
          isOptional
          error={errors.get("/startAt")}
          help="Your local time. Empty: at once."
        >
          {(ids) => (
            <Input
              {...ids}
              type="datetime-local"
              value={draft.startAt}
              onChange={({ target }) => onChange({ startAt: target.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function NumberField({
  label,
  value,
  help,
  error,
  onChange,
}: {
  label: string;
  value: number;
  help: string;
  error: string | undefined;
  onChange: (value: number) => void;
}) {
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          min={0}
          step={1}
          value={Number.isNaN(value) ? "" : value}
          onChange={({ target }) => onChange(target.valueAsNumber)}
        />
      )}
    </Field>
  );
}
