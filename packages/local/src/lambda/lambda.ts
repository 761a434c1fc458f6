import { AwsError } from "../aws-error.ts";
import type { FunctionOptions } from "../options.ts";
import type { EventBus, FunctionInvoker, LogSink, Machine, Service } from "../service.ts";
import { AsyncQueue } from "./async-queue.ts";
import { autoPublish } from "./auto-publish.ts";
import { ChainedLaunches } from "./chained-launches.ts";
import { dispatchExecution } from "./dispatch-execution.ts";
import { settleParent } from "./end-execution.ts";
import { EndWaiters } from "./end-waiters.ts";
import type { Engine } from "./engine.ts";
import { ExecutionStore } from "./execution-store.ts";
import { Functions } from "./functions.ts";
import { History } from "./history.ts";
import { invokeLater } from "./invoke-later.ts";
import { lambdaOperations } from "./lambda-call.ts";
import { onTimer } from "./on-timer.ts";
import { OperationStore } from "./operation-store.ts";
import { PinnedCodes } from "./pinned-codes.ts";
import { ReservedConcurrency } from "./reserved-concurrency.ts";
import { resume } from "./resume.ts";
import { route } from "./route.ts";
import { Runtime } from "./runtime/runtime.ts";
import { Timers } from "./timers.ts";
import { VersionStore } from "./version-store.ts";

/** Lambda, with durable executions. Throws an Error when the functions cannot be told apart. */
export function createLambda(
  machine: Machine,
  options: FunctionOptions[],
  logs: LogSink,
  bus: EventBus,
  strikeCheckpoint: Engine["strikeCheckpoint"],
): Service & FunctionInvoker & { checkDurable(functionName: string): void } {
  const versions = new VersionStore(machine.db);
  const functions = new Functions(machine, versions, options);
  const runtime = new Runtime(machine, logs, (target, code) =>
    autoPublish(engine, target.options, code),
  );
  const concurrency = new ReservedConcurrency(machine.db, runtime);
  const timers = new Timers(machine, (kind, subject, operationId) =>
    onTimer(engine, kind, subject, operationId),
  );
  const launches = new ChainedLaunches(machine);
  const queue = new AsyncQueue({
    machine,
    functions,
    runtime: concurrency,
    logs,
    timers,
    launches,
    settle: (executionId, operationId, end) => settleParent(engine, executionId, operationId, end),
  });
  const engine: Engine = {
    machine,
    functions,
    versions,
    runtime,
    concurrency,
    timers,
    queue,
    launches,
    logs,
    bus,
    executions: new ExecutionStore(machine.db),
    pinnedCodes: new PinnedCodes(machine.db),
    operations: new OperationStore(machine.db),
    history: new History(machine.db),
    waiters: new EndWaiters(),
    strikeCheckpoint,
    dispatch: (execution) => dispatchExecution(engine, execution),
  };
  return {
    paths: (request) => route(engine, request),
    operationNames: lambdaOperations,
    check: (functionName) => functions.checkTarget(functionName),
    checkDurable(functionName) {
      if (functions.toDescribe(functionName).options.durable !== undefined) return;
      throw new AwsError("ValidationException", `"${functionName}" is not a durable function.`);
    },
    invokeLater: (functionName, payload) => invokeLater(engine, functionName, payload),
    resume: () => resume(engine),
    close() {
      launches.close();
      timers.close();
      runtime.close();
    },
  };
}
