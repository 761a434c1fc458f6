import type { z } from "zod";

import { AwsError } from "./aws-error.ts";

/** Parses an operation's input; what does not fit becomes the service's own validation error. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  errorType = "InvalidParameterException",
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? "" : issue.path.join(".");
  throw new AwsError(errorType, `${where || "The request"}: ${issue?.message ?? "is not valid"}`);
}
