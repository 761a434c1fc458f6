import * as z from "zod";

/** What a worker says of how far it is. All optional: a job may know only its phase. */
export const progressReportSchema = z.object({
  done: z.number().nonnegative().optional(),
  total: z.number().positive().optional(),
  unit: z.string().max(32).optional(),
  phase: z.string().max(120).optional(),
  message: z.string().max(500).optional(),
});

export type ProgressReport = z.infer<typeof progressReportSchema>;

/** A report and what follows from it. */
export const progressSchema = progressReportSchema.extend({
  /** At most 99.9 before the job has ended, absent without a total. */
  percent: z.number().min(0).max(100).optional(),
  /** Units a second, over the last minutes. */
  ratePerSecond: z.number().nonnegative().optional(),
  /** Absent until it is credible. */
  etaAt: z.iso.datetime().optional(),
  updatedAt: z.iso.datetime(),
});

export type Progress = z.infer<typeof progressSchema>;
