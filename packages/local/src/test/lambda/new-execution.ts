import type { NewExecution } from "../../lambda/execution-store.ts";

/** An execution of `f` as it is inserted. */
export function newExecution(name: string, more: Partial<NewExecution> = {}): NewExecution {
  return {
    arn: `arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST/durable-execution/${name}/uuid`,
    name,
    functionName: "f",
    version: "$LATEST",
    input: null,
    startedAt: 1,
    timeoutSeconds: 1,
    retentionDays: 1,
    isSync: 0,
    tenantId: null,
    parentId: null,
    parentOperation: null,
    ...more,
  };
}
