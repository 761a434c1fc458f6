import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { aliasMembers, aliasName, putAlias } from "./alias.ts";
import type { Engine } from "./engine.ts";

export const createAliasInput = z.object({ Name: aliasName, ...aliasMembers });

export function createAlias(
  engine: Engine,
  functionName: string,
  { Name: name, FunctionVersion: version, Description = "" }: z.infer<typeof createAliasInput>,
): object {
  const { functions, machine, versions } = engine;
  const { options } = functions.toDescribe(functionName);
  functions.toDescribe(options.name, version);
  return machine.db.write(() => {
    if (versions.alias(options.name, name) !== undefined) {
      const message = `Alias already exists: ${functions.arn(options.name, name)}`;
      throw new AwsError("ResourceConflictException", message, 409);
    }
    return putAlias(engine, options.name, { name, version, description: Description });
  });
}
