import type { z } from "zod";

import type { JobOptions, Pattern } from "../job/job.ts";

/** A named kind of work: what it takes, what it gives, and how it runs unless a job says otherwise. */
export interface JobType<
  Input extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  /** kebab-case; its folder has the same name. */
  name: string;
  title: string;
  /** One or two sentences for people who choose a type. */
  description: string;
  input: Input;
  result: Result;
  /** What a new form is filled with. */
  example: z.input<Input>;
  defaults?: JobTypeDefaults;
  /** True: it saves checkpoints, and the next attempt goes on from the last one. */
  resumable: boolean;
}

export interface JobTypeDefaults {
  pattern?: Pattern;
  timeouts?: Partial<JobOptions["timeouts"]>;
  retry?: Partial<JobOptions["retry"]>;
  size?: JobOptions["size"];
  capacity?: JobOptions["capacity"];
}

/** Gives a definition its types; throws nothing. */
export function defineJobType<Input extends z.ZodType, Result extends z.ZodType>(
  definition: JobType<Input, Result>,
): JobType<Input, Result> {
  return definition;
}
