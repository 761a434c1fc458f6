import { AwsError } from "../aws-error.ts";

/** The id in an id or ARN. An ARN's cluster must be `cluster`, else undefined. */
export function taskIdOf(reference: string, cluster?: string): string | undefined {
  const [, path] = /^arn:[^:]+:ecs:[^:]*:[^:]*:task\/(.+)$/.exec(reference) ?? [];
  const parts = (path ?? reference).split("/");
  const id = parts.at(-1) ?? "";
  if (id.length !== 32 && id.length !== 36) {
    throw new AwsError("InvalidParameterException", "taskId length should be one of [32,36]");
  }
  const isElsewhere = cluster !== undefined && parts.length > 1 && parts[0] !== cluster;
  return isElsewhere ? undefined : id;
}
