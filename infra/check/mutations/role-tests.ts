import { casesOf } from "./cases-of.ts";

export const supervisors = ["RunSyncHandlerRole", "RunCallbackHandlerRole", "RunAwaitHandlerRole"];
export const taskStateRole = "defaultSubscriberTaskStateFunctionRole";
export const apiRole = "ApiRouteRmfkvzHandlerRole";
export const handlers = [...supervisors, taskStateRole, "SweepHandlerRole", apiRole];
/** All but VpcFlowLogRole, which SST has no part in. */
export const inlined = [...handlers, "WorkerTaskRole", "WorkerExecutionRole", "SweepRole"];
export const may = (...roles: string[]) =>
  casesOf("%s > may do what its code does, and nothing else", roles);
export const managed = (...roles: string[]) =>
  casesOf("%s > has no managed policy: AWS's allow their actions on everything", roles);
export const trusts = (...roles: string[]) =>
  casesOf("%s > is assumed by its service alone", roles);

const programs: Record<string, string> = {
  RunSyncHandlerRole: "packages/durable/src/run-sync.lambda.ts",
  RunCallbackHandlerRole: "packages/durable/src/run-callback.lambda.ts",
  RunAwaitHandlerRole: "packages/durable/src/run-await.lambda.ts",
  [taskStateRole]: "packages/durable/src/task-state.lambda.ts",
  SweepHandlerRole: "packages/durable/src/sweep.lambda.ts",
  [apiRole]: "packages/api/src/api.lambda.ts",
  WorkerTaskRole: "packages/worker/src/main.ts",
};
/** Of a comparison that takes `private`, where the worker has a bucket to read. */
export const calls = (...roles: string[]) =>
  roles.map((role) => `${role} may do what ${programs[role]} calls, and nothing else`);
