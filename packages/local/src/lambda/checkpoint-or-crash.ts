import { AwsError } from "../aws-error.ts";
import {
  checkpointDurableExecution,
  type CheckpointInput,
} from "./checkpoint-durable-execution.ts";
import type { Engine } from "./engine.ts";

/** Checkpoints, unless a fault is there that kills the handler's process at this checkpoint. */
export function checkpointOrCrash(engine: Engine, arn: string, input: CheckpointInput): object {
  const crash = engine.strikeCheckpoint(arn);
  if (crash === undefined) return checkpointDurableExecution(engine, arn, input);
  const requestId = engine.executions.byArn(arn)?.requestId ?? "";
  if (crash === "before") {
    engine.runtime.kill(requestId);
    throw new AwsError("ServiceException", "A fault killed the function's process.", 500);
  }
  const answer = checkpointDurableExecution(engine, arn, input);
  // Its answer leaves after the commit, so the handler never sees it.
  engine.machine.db.afterCommit(() => engine.runtime.kill(requestId));
  return answer;
}
