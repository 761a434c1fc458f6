import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";

/** Tells the event bus of an execution's start or end. Inside `db.write`. */
export function publishStatus(engine: Engine, execution: Execution): void {
  const { endedAt } = execution;
  engine.bus.publish({
    source: "aws.lambda",
    detailType: "Durable Execution Status Change",
    resources: [execution.arn],
    detail: {
      durableExecutionArn: execution.arn,
      durableExecutionName: execution.name,
      functionArn: engine.functions.arn(execution.functionName, execution.version),
      status: execution.status,
      startTimestamp: new Date(execution.startedAt).toISOString(),
      ...(endedAt === null ? {} : { endTimestamp: new Date(endedAt).toISOString() }),
    },
  });
}
