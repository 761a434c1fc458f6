import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

const effectSchema = z.object({
  execution: z.string(),
  step: z.string(),
  attempt: z.number(),
  token: z.string(),
});

/** What one run of a step did to the world outside; `token` is in the step's result too. */
export type Effect = z.output<typeof effectSchema>;

const fileIn = (folder: string) => join(folder, "effects.ndjson");

export function leaveEffect(folder: string, effect: Effect): void {
  appendFileSync(fileIn(folder), `${JSON.stringify(effect)}\n`);
}

/** In the order in which they happened. */
export function effectsIn(folder: string): Effect[] {
  return linesOf(fileIn(folder)).map((line) => effectSchema.parse(JSON.parse(line)));
}

/** Grows with every effect of a step and every line of a task. */
export function effectsSize(folder: string): number {
  const files = [fileIn(folder), join(folder, "task-lines")];
  return files.reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** What tasks wrote: `start <runtime id>`, `end <runtime id>`, `told <callback id> <runtime id>` when that was answered. */
export function taskLinesIn(folder: string): string[] {
  return linesOf(join(folder, "task-lines"));
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}
