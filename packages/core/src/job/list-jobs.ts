import * as z from "zod";

import type { Page } from "../page.ts";
import { parseInput } from "../parse-input.ts";
import type { Ports } from "../ports.ts";
import type { JobFilter } from "./job-store.ts";
import { type Job, type JobStatus, jobStatuses, jobStatusSchema, patternSchema } from "./job.ts";

/** With an offset or in UTC; a store knows UTC only. */
const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .optional();

/** The filters of a list, as a query string has them. */
export const jobFilterSchema = z.object({
  /** `running` or `running,failed`: any of these. */
  status: z.string().transform(statuses).optional(),
  /** `simulate` or `simulate,run-command`: any of these. */
  type: z
    .string()
    .min(1)
    .transform((text) => text.split(","))
    .optional(),
  pattern: patternSchema.optional(),
  tag: z.string().min(1).optional(),
  createdAfter: time,
  createdBefore: time,
  q: z.string().trim().max(120).optional(),
});

export const listJobsQuerySchema = jobFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).optional(),
});

/** One page of jobs, newest first. Throws `invalid_input`, `invalid_cursor`. */
export async function listJobs(ports: Pick<Ports, "jobs">, query: unknown): Promise<Page<Job>> {
  const { limit, cursor, ...filter } = parseInput(listJobsQuerySchema, query);
  return ports.jobs.list({
    ...givenFilter(filter),
    limit,
    ...(cursor !== undefined && { cursor }),
  });
}

/** Without what was left out or left empty. */
export function givenFilter(filter: z.output<typeof jobFilterSchema>): JobFilter {
  const { status, type, pattern, tag, createdAfter, createdBefore, q } = filter;
  return {
    ...(status && { status }),
    ...(type && { type }),
    ...(pattern && { pattern }),
    ...(tag && { tag }),
    ...(createdAfter && { createdAfter }),
    ...(createdBefore && { createdBefore }),
    ...(q && { q }),
  };
}

function statuses(text: string, context: z.RefinementCtx): JobStatus[] {
  const parsed = z.array(jobStatusSchema).min(1).safeParse(text.split(","));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: `must be one or more of ${jobStatuses.join(", ")}` });
  return z.NEVER;
}
