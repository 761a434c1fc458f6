import { z } from "zod";

import { applyUpdate } from "./apply-update.ts";
import { checkBatch } from "./check-batch.ts";
import { checkpointToken, takesCheckpoints } from "./checkpoint-token.ts";
import { endExecution } from "./end-execution.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { recordInvocation } from "./finish-invocation.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { Journal } from "./journal.ts";
import { limits } from "./limits.ts";
import { operationUpdate, type OperationUpdate } from "./operation-update.ts";
import type { Operation } from "./operation.ts";
import { epochSeconds, wireOperation } from "./wire-operation.ts";

export const checkpointInput = z.object({
  CheckpointToken: z.string(),
  ClientToken: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/)
    .optional(),
  Updates: z.array(operationUpdate).max(limits.updatesPerCheckpoint).default([]),
});

export type CheckpointInput = z.output<typeof checkpointInput>;

/** Stores what a handler did, all or nothing, and answers with what changed since it last looked. */
export function checkpointDurableExecution(
  engine: Engine,
  arn: string,
  input: CheckpointInput,
): object {
  const { db } = engine.machine;
  const found = engine.executions.byArn(arn);
  // Apart, as what is due stays so when the checkpoint is refused.
  const hasFired = found !== undefined && fireDue(engine, found);
  return db.write(() => {
    const execution = hasFired ? engine.executions.byArn(arn) : found;
    if (execution === undefined || !takesCheckpoints(execution)) throw invalidToken();
    if (isRepeat(execution, input)) {
      return answer(execution, engine.operations.changedAfter(execution.id, execution.seenBefore));
    }
    if (input.CheckpointToken !== checkpointToken(execution)) throw invalidToken();
    const journal = new Journal(engine, execution);
    checkBatch(input.Updates);
    for (const update of input.Updates) applyUpdate(journal, update);
    execution.writtenBytes += input.Updates.reduce((sum, update) => sum + updateBytes(update), 0);
    enforceLimits(journal);
    execution.sequence += 1;
    execution.clientToken = input.ClientToken ?? null;
    execution.seenBefore = execution.seenChange;
    execution.seenChange = execution.lastChange;
    journal.save();
    return answer(execution, journal.changedAfter(execution.seenBefore));
  });
}

function fireDue({ machine, timers }: Engine, { id }: Execution): boolean {
  if (!timers.isDue(id)) return false;
  machine.db.write(() => timers.fireExecution(id));
  return true;
}

function invalidToken(): Error {
  return invalidParameter("Invalid checkpoint token");
}

/** The client sends a checkpoint again when the answer was lost. */
function isRepeat(execution: Execution, input: CheckpointInput): boolean {
  return (
    execution.sequence > 0 &&
    input.ClientToken !== undefined &&
    input.ClientToken === execution.clientToken &&
    input.CheckpointToken === checkpointToken(execution, execution.sequence - 1)
  );
}

function answer(execution: Execution, changed: Operation[]): object {
  return {
    // Only the checkpoint that ended the execution is answered without one.
    CheckpointToken: execution.status === "RUNNING" ? checkpointToken(execution) : undefined,
    NewExecutionState: {
      Operations: changed.map((operation) => wireOperation(operation, epochSeconds)),
    },
  };
}

function updateBytes({ Payload, Error: error }: OperationUpdate): number {
  const errorBytes = error === undefined ? 0 : JSON.stringify(error).length;
  return Buffer.byteLength(Payload ?? "") + errorBytes;
}

/** Ends an execution that outgrew what AWS allows. */
function enforceLimits(journal: Journal): void {
  const { execution } = journal;
  if (execution.status !== "RUNNING") return;
  const broken =
    execution.meteredOperations > limits.meteredOperations
      ? `The execution used more than ${limits.meteredOperations} durable operations; poll less often, or split it with chained invokes.`
      : execution.writtenBytes > limits.writtenBytes
        ? `The execution wrote more than ${limits.writtenBytes} bytes; keep large data elsewhere and checkpoint references.`
        : undefined;
  if (broken === undefined) return;
  const error = { ErrorType: "DurableExecutionLimitExceeded", ErrorMessage: broken };
  recordInvocation(journal, error);
  endExecution(journal, { status: "FAILED", error });
}
