import type { EventBus, LogSink, Machine } from "../service.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { ChainedLaunches } from "./chained-launches.ts";
import type { EndWaiters } from "./end-waiters.ts";
import type { ExecutionStore } from "./execution-store.ts";
import type { Execution } from "./execution.ts";
import type { Functions } from "./functions.ts";
import type { History } from "./history.ts";
import type { OperationStore } from "./operation-store.ts";
import type { PinnedCodes } from "./pinned-codes.ts";
import type { ReservedConcurrency } from "./reserved-concurrency.ts";
import type { Runtime } from "./runtime/runtime.ts";
import type { Timers } from "./timers.ts";
import type { VersionStore } from "./version-store.ts";

/** What the parts of the service work with. */
export interface Engine {
  readonly machine: Machine;
  readonly functions: Functions;
  readonly versions: VersionStore;
  readonly pinnedCodes: PinnedCodes;
  readonly executions: ExecutionStore;
  readonly operations: OperationStore;
  readonly history: History;
  readonly timers: Timers;
  readonly runtime: Runtime;
  /** Takes what is to be invoked, before the runtime does. */
  readonly concurrency: ReservedConcurrency;
  readonly queue: AsyncQueue;
  readonly launches: ChainedLaunches;
  readonly waiters: EndWaiters;
  readonly logs: LogSink;
  readonly bus: EventBus;
  /** Whether a fault kills the handler's process at this checkpoint of the execution. */
  strikeCheckpoint(executionArn: string): "before" | "after" | undefined;
  /** Hands an execution to a process, as soon as one is free. */
  dispatch(execution: Execution): void;
}
