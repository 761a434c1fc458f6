import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { aliasMembers, existingAlias, putAlias } from "./alias.ts";
import type { Engine } from "./engine.ts";

export const updateAliasInput = z.object({
  ...aliasMembers,
  FunctionVersion: aliasMembers.FunctionVersion.optional(),
  RevisionId: z.string().optional(),
});

/** Executions that began through the alias stay on their version. */
export function updateAlias(
  engine: Engine,
  name: string,
  aliasName: string,
  { FunctionVersion, RevisionId, Description }: z.infer<typeof updateAliasInput>,
): object {
  const { functionName, alias } = existingAlias(engine, name, aliasName);
  const version = FunctionVersion ?? alias.version;
  engine.functions.toDescribe(functionName, version);
  if (RevisionId !== undefined && RevisionId !== alias.revision) {
    throw new AwsError(
      "PreconditionFailedException",
      "The RevisionId provided does not match the latest RevisionId. Call the GetAlias API to retrieve the latest RevisionId.",
      412,
    );
  }
  const description = Description ?? alias.description;
  return engine.machine.db.write(() =>
    putAlias(engine, functionName, { name: aliasName, version, description }),
  );
}
