import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import { kinds } from "./work.ts";

export const inputSchema = z.object({
  kind: z.enum(kinds),
  name: z.string(),
  ticks: z.number(),
  folder: z.string(),
});

/** What an execution is started with. */
export type Input = z.output<typeof inputSchema>;

/** Returns the results of its steps. */
export type Plan = (context: DurableContext, input: Input) => Promise<unknown>;
