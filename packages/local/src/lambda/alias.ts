import { randomUUID } from "node:crypto";

import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import type { Engine } from "./engine.ts";
import type { Alias } from "./version-store.ts";

export const aliasName = z
  .string()
  .regex(/^(?![0-9]+$)[a-zA-Z0-9_-]{1,128}$/, "letters, digits, - and _, not digits only");

/** What CreateAlias and UpdateAlias take alike. */
export const aliasMembers = {
  FunctionVersion: z.string().regex(/^(\$LATEST|[0-9]+)$/, "a version's number or $LATEST"),
  Description: z.string().max(256).optional(),
  RoutingConfig: z
    .undefined({ error: "the local AWS does not split an alias between versions" })
    .optional(),
};

/** Throws AwsError when there is no such function or alias. */
export function existingAlias(
  { functions, versions }: Engine,
  functionName: string,
  name: string,
): { functionName: string; alias: Alias } {
  const { options } = functions.toDescribe(functionName);
  const alias = versions.alias(options.name, name);
  if (alias !== undefined) return { functionName: options.name, alias };
  const message = `Cannot find alias arn: ${functions.arn(options.name, name)}`;
  throw new AwsError("ResourceNotFoundException", message, 404);
}

/** Inside `db.write`. Returns it as AWS describes it. */
export function putAlias(
  engine: Engine,
  functionName: string,
  alias: Omit<Alias, "revision">,
): object {
  const revised = { ...alias, revision: randomUUID() };
  engine.versions.putAlias(functionName, revised);
  return describeAlias(engine, functionName, revised);
}

export function describeAlias({ functions }: Engine, functionName: string, alias: Alias): object {
  return {
    AliasArn: functions.arn(functionName, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revision,
  };
}
