import { randomUUID } from "node:crypto";

import { checkpointToken } from "./checkpoint-token.ts";
import type { Engine } from "./engine.ts";
import type { InvocationRequest } from "./runtime/invocation.ts";
import { statePage } from "./state-page.ts";
import { isoTime } from "./wire-operation.ts";

const operationsPerInvocation = 1_000;

/**
 * A process with this code is free for the execution: records that, and returns what to send it. Undefined: not
 * needed any more.
 */
export function beginInvocation(
  engine: Engine,
  executionId: number,
  code?: string,
): { request: InvocationRequest; invocation: number } | undefined {
  return engine.machine.db.write(() => {
    const execution = engine.executions.byId(executionId);
    if (execution?.status !== "RUNNING" || execution.phase !== "queued") return undefined;
    const requestId = randomUUID();
    const isUnseen = execution.lastChange > execution.seenChange;
    const updated = isUnseen
      ? engine.operations.changedAfter(executionId, execution.seenChange)
      : [];
    execution.phase = "invoked";
    execution.invocation += 1;
    execution.requestId = requestId;
    execution.invokedAt = engine.machine.clock.now();
    execution.sequence = 0;
    execution.clientToken = null;
    execution.seenChange = execution.lastChange;
    engine.executions.savePhase(execution);
    if (code !== undefined && execution.version === "$LATEST") {
      engine.pinnedCodes.pin(executionId, code);
    }
    const page = statePage(engine, execution, {
      limit: operationsPerInvocation,
      time: isoTime,
    });
    const payload = JSON.stringify({
      DurableExecutionArn: execution.arn,
      CheckpointToken: checkpointToken(execution),
      UpdatedOperationIds: updated.map(({ id }) => id),
      InitialExecutionState: { Operations: page.Operations, NextMarker: page.NextMarker ?? "" },
    });
    const tenant = execution.tenantId === null ? {} : { tenantId: execution.tenantId };
    return { request: { requestId, payload, ...tenant }, invocation: execution.invocation };
  });
}
