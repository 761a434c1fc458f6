import type { Engine } from "./engine.ts";

export function getFunctionConcurrency(engine: Engine, functionName: string): object {
  const { options } = engine.functions.toDescribe(functionName);
  return { ReservedConcurrentExecutions: engine.concurrency.of(options.name) };
}
