import { runAwait, runCallback, runSync } from "./durable.ts";

/** What `functionsSchema` of core reads: the published version of each pattern's function. */
export const executionEnvironment = {
  LONGHAUL_FUNCTION_SYNC: $interpolate`${runSync.name}:${runSync.qualifier}`,
  LONGHAUL_FUNCTION_CALLBACK: $interpolate`${runCallback.name}:${runCallback.qualifier}`,
  LONGHAUL_FUNCTION_AWAIT: $interpolate`${runAwait.name}:${runAwait.qualifier}`,
};

/** Of the versions that this deploy published: durable functions are invoked by such. */
export const executionArns = {
  runSync: $interpolate`${runSync.arn}:${runSync.qualifier}`,
  runCallback: $interpolate`${runCallback.arn}:${runCallback.qualifier}`,
  runAwait: $interpolate`${runAwait.arn}:${runAwait.qualifier}`,
};

// Lambda authorises most of these against <function ARN>:<version>/durable-execution/…, and old versions live on.
const versions = (...functions: sst.aws.Workflow[]) =>
  functions.map(({ arn }) => $interpolate`${arn}:*`);
const all = versions(runSync, runCallback, runAwait);

export const startExecution = { actions: ["lambda:InvokeFunction"], resources: all };
/** Attempts after the first have executions of their own in the callback pattern only. */
export const startCallbackExecution = {
  actions: ["lambda:InvokeFunction"],
  resources: versions(runCallback),
};
export const getExecution = { actions: ["lambda:GetDurableExecution"], resources: all };
export const readHistory = { actions: ["lambda:GetDurableExecutionHistory"], resources: all };
export const stopExecution = { actions: ["lambda:StopDurableExecution"], resources: all };
/** Wakes an execution whose attempt has ended; the callback pattern has none that waits. */
export const wakeExecution = {
  actions: [
    "lambda:SendDurableExecutionCallbackSuccess",
    "lambda:SendDurableExecutionCallbackFailure",
  ],
  resources: versions(runSync, runAwait),
};
