import { describeAlias } from "./alias.ts";
import type { Engine } from "./engine.ts";

export function listAliases(engine: Engine, name: string, query: URLSearchParams): object {
  const { options } = engine.functions.toDescribe(name);
  const version = query.get("FunctionVersion");
  const aliases = engine.versions
    .aliases(options.name)
    .filter((alias) => version === null || alias.version === version);
  return { Aliases: aliases.map((alias) => describeAlias(engine, options.name, alias)) };
}
