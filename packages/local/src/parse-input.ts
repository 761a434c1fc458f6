import type { z } from "zod";

import { AwsError } from "./aws-error.ts";
import { withoutNulls } from "./without-nulls.ts";

/** Parses an operation's input; what does not fit becomes the service's own validation error. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  errorType = "InvalidParameterException",
): z.output<Schema> {
  const parsed = parseLikeAws(schema, input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? "" : issue.path.join(".");
  throw new AwsError(errorType, `${where || "The request"}: ${issue?.message ?? "is not valid"}`);
}

/** AWS takes a member that is null for one that is absent. That is rare, so it is looked at second. */
export function parseLikeAws<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  return parsed.success ? parsed : schema.safeParse(withoutNulls(input));
}
