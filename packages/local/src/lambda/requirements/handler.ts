import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import { allRequirements } from "./all-requirements.ts";
import { Scratch } from "./scratch.ts";

const inputSchema = z.object({ requirement: z.string(), folder: z.string() });

/** Every requirement's workflow in one function, so that the tests start few processes. */
export const handler = withDurableExecution((input: unknown, context) => {
  const { requirement, folder } = inputSchema.parse(input);
  const found = allRequirements[requirement];
  if (found === undefined) throw new Error(`there is no requirement ${requirement}`);
  return found.handle(context, new Scratch(folder));
});
