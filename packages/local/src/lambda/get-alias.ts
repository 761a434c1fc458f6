import { describeAlias, existingAlias } from "./alias.ts";
import type { Engine } from "./engine.ts";

export function getAlias(engine: Engine, name: string, aliasName: string): object {
  const { functionName, alias } = existingAlias(engine, name, aliasName);
  return describeAlias(engine, functionName, alias);
}
