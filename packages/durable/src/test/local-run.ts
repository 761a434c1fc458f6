import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import {
  LocalDurableTestRunner,
  WaitingOperationStatus,
} from "@aws/durable-execution-sdk-js-testing";
import type { JobError } from "@longhaul/core/attempt/attempt";
import { errorDataOf } from "@longhaul/core/attempt/error-data";
import { observeTask } from "@longhaul/core/attempt/observe-task";
import type { Clock } from "@longhaul/core/clock";
import type { Job, Pattern } from "@longhaul/core/job/job";
import type { JobRequest } from "@longhaul/core/job/job-request";
import { newJob } from "@longhaul/core/job/new-job";
import type { Ports } from "@longhaul/core/ports";
import { MemoryExecutions } from "@longhaul/core/test/memory-executions";
import { MemoryTasks } from "@longhaul/core/test/memory-tasks";
import { TestClock } from "@longhaul/core/test/test-clock";
import { testPorts } from "@longhaul/core/test/test-ports";
import type { TaskRequest, TaskStart, TaskState } from "@longhaul/core/worker-task/tasks";

import type { Plan } from "../workflow/supervise-job.ts";

/** What a task does once ECS has started it. */
export type Worker = (task: StartedTask) => Promise<void>;

export interface StartedTask extends TaskRequest {
  taskArn: string;
  ports: LocalPorts;
  /** ECS's view of the task from now on, and its event. */
  move(change: Partial<TaskState>): Promise<void>;
}

export type LocalPorts = Omit<Ports, "executions" | "tasks" | "clock"> & {
  clock: TestClock;
  executions: RunnerExecutions;
  tasks: WorkingTasks;
};

/** One execution of a plan in AWS's own test runner, over ports in memory. The runner skips its waits; the job's clock moves by hand. */
export class LocalRun {
  readonly ports: LocalPorts;
  readonly runner: LocalDurableTestRunner;

  constructor(plan: (ports: Ports) => Plan, worker: Worker) {
    const executions = new RunnerExecutions();
    const clock = new TestClock();
    const tasks = new WorkingTasks(clock, {
      started: (request) => this.#work(request, worker),
      stopped: (request, task) => observeTask(this.ports, { ...request, task }, "event"),
    });
    this.ports = { ...testPorts(), clock, executions, tasks };
    this.runner = new LocalDurableTestRunner({
      handlerFunction: withDurableExecution(plan(this.ports)),
    });
    executions.runner = this.runner;
  }

  /** Records a job as the API does. */
  async submit(pattern: Pattern, options: Partial<JobRequest> = {}): Promise<Job> {
    const request = { type: "echo", pattern, ...options };
    const from = { createdBy: "test", now: this.ports.clock.now() };
    const fresh = newJob(request, { text: "hello" }, from);
    await this.ports.jobs.create(fresh);
    return fresh.job;
  }

  async execute(payload: unknown) {
    const result = await this.runner.run({ payload });
    await this.ports.tasks.settled();
    return result;
  }

  async #work(request: TaskRequest & { taskArn: string }, worker: Worker): Promise<void> {
    const { ports } = this;
    const { jobId, attempt } = request;
    const callbackId = (await ports.jobs.getAttempt(jobId, attempt))?.callbackId;
    if (callbackId !== undefined) {
      ports.executions.names.set(callbackId, `attempt-${attempt}-ended`);
    }
    await worker({
      ...request,
      ports,
      async move(change) {
        const task = ports.tasks.move(request.taskArn, change);
        await observeTask(ports, { ...request, task }, "event");
      },
    });
  }
}

interface TaskHooks {
  started(request: TaskRequest & { taskArn: string }): Promise<void>;
  stopped(request: TaskRequest, task: TaskState): Promise<void>;
}

/** ECS in memory that runs a worker for each task it starts, and tells of those that it stops. */
export class WorkingTasks extends MemoryTasks {
  readonly #hooks: TaskHooks;
  readonly #working: Promise<void>[] = [];
  /** Answers of the next calls of `run`, before tasks are started again. */
  refusals: Extract<TaskStart, { refused: object }>[] = [];
  /** Errors of the next calls of `describe`. */
  describeErrors: Error[] = [];
  /** Called before ECS is asked for the `look`th time. */
  onLook: (look: number) => void = () => {};
  #looks = 0;

  constructor(clock: Clock, hooks: TaskHooks) {
    super(clock);
    this.#hooks = hooks;
  }

  override async run(request: TaskRequest): Promise<TaskStart> {
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return refusal;
    const known = this.requests.size;
    const started = await super.run(request);
    if ("taskArn" in started && this.requests.size > known) {
      this.#working.push(this.#hooks.started({ ...request, taskArn: started.taskArn }));
    }
    return started;
  }

  override async describe(taskArns: string[]): Promise<TaskState[]> {
    const error = this.describeErrors.shift();
    if (error !== undefined) throw error;
    this.#looks += 1;
    this.onLook(this.#looks);
    return super.describe(taskArns);
  }

  override async stop(taskArn: string, reason: string): Promise<void> {
    const known = this.stopped.length;
    await super.stop(taskArn, reason);
    const request = this.requests.get(taskArn);
    const task = this.states.get(taskArn);
    if (this.stopped.length === known || request === undefined || task === undefined) return;
    this.#working.push(this.#hooks.stopped(request, task));
  }

  /** Throws what a worker threw. */
  async settled(): Promise<void> {
    await Promise.all(this.#working);
  }
}

/** Callbacks of the runner's execution; each completes once. */
export class RunnerExecutions extends MemoryExecutions {
  runner: LocalDurableTestRunner | undefined;
  /** Operation by callback id. */
  readonly names = new Map<string, string>();

  override async succeedCallback(callbackId: string, result: string): Promise<boolean> {
    const operation = await this.#open(callbackId);
    await operation?.sendCallbackSuccess(result);
    return operation !== undefined;
  }

  override async failCallback(callbackId: string, error: JobError): Promise<boolean> {
    const operation = await this.#open(callbackId);
    const errorData = errorDataOf(error);
    await operation?.sendCallbackFailure({
      ErrorType: error.code,
      ErrorMessage: error.message,
      ...(errorData !== undefined && { ErrorData: errorData }),
    });
    return operation !== undefined;
  }

  async #open(callbackId: string) {
    const name = this.names.get(callbackId);
    this.names.delete(callbackId);
    if (name === undefined || this.runner === undefined) return undefined;
    const operation = this.runner.getOperation(name);
    await operation.waitForData(WaitingOperationStatus.STARTED);
    return operation;
  }
}
