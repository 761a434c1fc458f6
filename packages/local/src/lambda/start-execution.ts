import { randomUUID } from "node:crypto";

import type { Engine } from "./engine.ts";
import { eventPayload } from "./event-payload.ts";
import { executionSubject, type Execution } from "./execution.ts";
import type { FunctionVersion } from "./function-version.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { orderedUuid } from "./ordered-uuid.ts";
import { publishStatus } from "./publish-status.ts";
import { putInLine } from "./wake-execution.ts";

export interface StartOptions {
  /** A UUID when absent. */
  name?: string | undefined;
  /** JSON; null for a chained invoke without one. */
  input: string | null;
  isSync?: boolean;
  tenantId?: string | undefined;
  parent?: { executionId: number; operationId: string };
}

/** Writes a new execution and its first event; its handler starts when that is on disk. Inside `db.write`. */
export function startExecution(
  engine: Engine,
  target: FunctionVersion,
  { name, input, isSync = false, tenantId, parent }: StartOptions,
): Execution {
  const { durable } = target.options;
  if (durable === undefined) throw invalidParameter(`${target.arn} is not a durable function.`);
  const now = engine.machine.clock.now();
  const ownName = name ?? orderedUuid(now);
  const execution = engine.executions.insert({
    // As it is at the end of this, so that it is written once.
    phase: "queued",
    lastEvent: 1,
    arn: `${target.arn}/durable-execution/${ownName}/${randomUUID()}`,
    name: ownName,
    functionName: target.options.name,
    version: target.version,
    input,
    startedAt: now,
    timeoutSeconds: durable.executionTimeoutSeconds,
    retentionDays: durable.retentionPeriodInDays,
    isSync: isSync ? 1 : 0,
    tenantId: tenantId ?? null,
    parentId: parent?.executionId ?? null,
    parentOperation: parent?.operationId ?? null,
  });
  const timeoutAt = now + durable.executionTimeoutSeconds * 1000;
  engine.timers.set("execution-timeout", timeoutAt, execution.id);
  const details = {
    Input: eventPayload(input),
    ExecutionTimeout: durable.executionTimeoutSeconds,
  };
  engine.history.append(
    execution.id,
    { eventId: execution.lastEvent, type: "ExecutionStarted", at: now, details },
    executionSubject(execution),
  );
  publishStatus(engine, execution);
  putInLine(engine, execution);
  return execution;
}
