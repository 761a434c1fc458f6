import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import type { Machine } from "../service.ts";

/** A group is named either way; the identifier may be an ARN. */
export const groupReference = {
  logGroupName: z.string().optional(),
  logGroupIdentifier: z.string().optional(),
};

export function groupNameOf(input: {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
}): string {
  const reference = input.logGroupName ?? input.logGroupIdentifier;
  if (reference === undefined) {
    throw new AwsError("InvalidParameterException", "Give logGroupName or logGroupIdentifier.");
  }
  return /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(reference)?.[1] ?? reference;
}

export const groupName = z
  .string()
  .regex(/^[\w./#-]{1,512}$/, "must be 1 to 512 of the characters a-z A-Z 0-9 _ - / . #");

export const streamName = z
  .string()
  .regex(/^[^:*]{1,512}$/, "must be 1 to 512 characters without : and *");

export function groupArn(
  { region, accountId }: Pick<Machine, "accountId" | "region">,
  name: string,
): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}
