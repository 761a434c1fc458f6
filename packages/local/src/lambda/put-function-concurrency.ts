import { z } from "zod";

import type { Engine } from "./engine.ts";

export const putFunctionConcurrencyInput = z.object({
  ReservedConcurrentExecutions: z.int().min(0).max(1_000),
});

/** From now on so many invocations of the function run at a time; 0 stops it. */
export function putFunctionConcurrency(
  engine: Engine,
  functionName: string,
  input: z.infer<typeof putFunctionConcurrencyInput>,
): object {
  const { options } = engine.functions.toDescribe(functionName);
  engine.machine.db.write(() =>
    engine.concurrency.set(options.name, input.ReservedConcurrentExecutions),
  );
  return input;
}
