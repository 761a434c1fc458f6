import { type Job, jobSchema } from "@longhaul/core/job/job";
import { z } from "zod";

import { type Problem, problemSchema } from "../problem.ts";

export const jobIn = async (answer: Response): Promise<Job> => jobSchema.parse(await answer.json());

export const problemIn = async (answer: Response): Promise<Problem> =>
  problemSchema.parse(await answer.json());

const jobPageSchema = z.object({ items: z.array(jobSchema), cursor: z.string().optional() });

export const jobPageIn = async (answer: Response): Promise<z.infer<typeof jobPageSchema>> =>
  jobPageSchema.parse(await answer.json());
