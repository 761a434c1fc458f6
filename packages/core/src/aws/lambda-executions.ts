import {
  CallbackTimeoutException,
  DurableExecutionAlreadyStartedException,
  type ErrorObject,
  GetDurableExecutionCommand,
  InvalidParameterValueException,
  InvokeCommand,
  type LambdaClient,
  ResourceNotFoundException,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";

import type { JobError } from "../attempt/attempt.ts";
import { errorDataOf } from "../attempt/error-data.ts";
import type { Executions, ExecutionStatus } from "../execution/executions.ts";
import type { Pattern } from "../job/job.ts";
import { readHistory } from "./durable-history.ts";

/** `functions`: of each pattern, its name and qualifier (`name:live`): durable functions are invoked qualified. */
export function lambdaExecutions(
  client: LambdaClient,
  functions: Record<Pattern, string>,
): Executions {
  return {
    async start(job, attempt) {
      const payload = JSON.stringify({ jobId: job.id, attempt });
      const command = new InvokeCommand({
        FunctionName: functions[job.pattern],
        InvocationType: "Event",
        DurableExecutionName: attempt === 1 ? job.id : `${job.id}-${attempt}`,
        Payload: Buffer.from(payload),
      });
      // The name is ours and so is the payload: a conflict is an execution that we started before.
      await falseOn(client.send(command), DurableExecutionAlreadyStartedException);
    },

    async stop(executionArn, error) {
      const command = new StopDurableExecutionCommand({
        DurableExecutionArn: executionArn,
        Error: errorObject(error),
      });
      await falseOn(client.send(command), ResourceNotFoundException);
    },

    async status(executionArn) {
      const command = new GetDurableExecutionCommand({
        DurableExecutionArn: executionArn,
        IncludeExecutionData: false,
      });
      const execution = await falseOn(client.send(command), ResourceNotFoundException);
      return execution === false ? undefined : statusOf(execution.Status);
    },

    history: (executionArn) => readHistory(client, executionArn),

    async succeedCallback(callbackId, result) {
      const command = new SendDurableExecutionCallbackSuccessCommand({
        CallbackId: callbackId,
        Result: Buffer.from(result),
      });
      return (await falseOn(client.send(command), ...callbackGone)) !== false;
    },

    async failCallback(callbackId, error) {
      const command = new SendDurableExecutionCallbackFailureCommand({
        CallbackId: callbackId,
        Error: errorObject(error),
      });
      return (await falseOn(client.send(command), ...callbackGone)) !== false;
    },

    async heartbeatCallback(callbackId) {
      const command = new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId: callbackId });
      return (await falseOn(client.send(command), ...callbackGone)) !== false;
    },
  };
}

/** AWS answers the first for a callback that is completed or timed out, the second for one it does not know. */
const callbackGone = [CallbackTimeoutException, InvalidParameterValueException];

const closedStatuses: ReadonlySet<string | undefined> = new Set<ExecutionStatus>([
  "SUCCEEDED",
  "FAILED",
  "TIMED_OUT",
  "STOPPED",
]);

/** AWS has statuses beyond its documentation (paused, for one): what is not closed still runs. */
const isClosed = (status: string | undefined): status is ExecutionStatus =>
  closedStatuses.has(status);

const statusOf = (status: string | undefined): ExecutionStatus =>
  isClosed(status) ? status : "RUNNING";

function errorObject(error: JobError): ErrorObject {
  const { code, message, stack } = error;
  const errorData = errorDataOf(error);
  return {
    ErrorType: code,
    ErrorMessage: message,
    ...(errorData !== undefined && { ErrorData: errorData }),
    ...(stack !== undefined && { StackTrace: stack.split("\n") }),
  };
}

type ErrorClass = abstract new (...args: never[]) => Error;

async function falseOn<Answer>(
  answer: Promise<Answer>,
  ...classes: ErrorClass[]
): Promise<Answer | false> {
  try {
    return await answer;
  } catch (error) {
    if (classes.some((expected) => error instanceof expected)) return false;
    throw error;
  }
}
