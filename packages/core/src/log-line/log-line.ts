import * as z from "zod";

export const logLineSchema = z.object({
  /** Unique within the job and stable; sorts in reading order together with `at`. */
  id: z.string(),
  at: z.iso.datetime({ precision: 3 }),
  attempt: z.number().int().positive(),
  message: z.string(),
});

export type LogLine = z.infer<typeof logLineSchema>;
