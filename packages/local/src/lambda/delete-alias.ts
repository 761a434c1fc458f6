import type { Engine } from "./engine.ts";

/** As on AWS, one that does not exist is none to complain of. */
export function deleteAlias(engine: Engine, name: string, aliasName: string): void {
  const { options } = engine.functions.toDescribe(name);
  engine.machine.db.write(() => engine.versions.removeAlias(options.name, aliasName));
}
