import type { Executions } from "@longhaul/core/execution/executions";

/** Loads the Lambda client when it is first needed, so that it does not delay a job's first line. */
export function lazyExecutions(load: () => Promise<Executions>): Executions {
  let loaded: Promise<Executions> | undefined;
  const executions = () => (loaded ??= load());
  return {
    start: async (job, attempt) => (await executions()).start(job, attempt),
    stop: async (executionArn, error) => (await executions()).stop(executionArn, error),
    status: async (executionArn) => (await executions()).status(executionArn),
    history: async (executionArn) => (await executions()).history(executionArn),
    succeedCallback: async (callbackId, result) =>
      (await executions()).succeedCallback(callbackId, result),
    failCallback: async (callbackId, error) => (await executions()).failCallback(callbackId, error),
    heartbeatCallback: async (callbackId) => (await executions()).heartbeatCallback(callbackId),
  };
}
