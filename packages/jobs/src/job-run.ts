import type { JobContext } from "@longhaul/core/job-type/job-context";
import type { JobType } from "@longhaul/core/job-type/job-type";
import { parseInput } from "@longhaul/core/parse-input";
import type { z } from "zod";

import type { WorkerSettings } from "./worker-settings.ts";

/**
 * The work of a job type, typed by its definition. A throw fails the attempt with the error's name and message; an
 * error with `isRetryable: false` (see `JobFailure`) ends the job too, whatever attempts it has left.
 */
export type Run<Definition extends JobType> = (
  input: z.output<Definition["input"]>,
  context: JobContext,
  settings: WorkerSettings,
) => Promise<z.output<Definition["result"]>>;

/** The work of any job type. */
export type JobRun = (
  input: unknown,
  context: JobContext,
  settings: WorkerSettings,
) => Promise<unknown>;

/** Checks the input first: a job that was started past the API was never checked. Throws `invalid_input`. */
export function checkedRun<Definition extends JobType>(
  definition: Definition,
  run: Run<Definition>,
): JobRun {
  return async (input, context, settings) =>
    run(parseInput<Definition["input"]>(definition.input, input, "/input"), context, settings);
}
