import type { Engine } from "./engine.ts";

export function deleteFunctionConcurrency(engine: Engine, functionName: string): void {
  const { options } = engine.functions.toDescribe(functionName);
  engine.machine.db.write(() => engine.concurrency.set(options.name, undefined));
}
