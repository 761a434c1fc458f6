import { randomUUID } from "node:crypto";

import type { FunctionOptions } from "../options.ts";
import type { Engine } from "./engine.ts";
import { publish } from "./publish.ts";

/** Publishes what was loaded and points the function's alias at it, if its options name one. */
export function autoPublish(
  engine: Pick<Engine, "machine" | "versions">,
  options: FunctionOptions,
  code: string,
): void {
  const { name, autoPublishAlias: alias } = options;
  if (alias === undefined) return;
  engine.machine.db.write(() => {
    const { version } = publish(engine, options, code);
    const present = engine.versions.alias(name, alias);
    if (present?.version === version) return;
    const description = present?.description ?? "";
    engine.versions.putAlias(name, { name: alias, version, description, revision: randomUUID() });
  });
}
