import type { Clock } from "../clock.ts";
import type { TaskRequest, TaskStart, TaskState, Tasks } from "../worker-task/tasks.ts";

/** ECS in memory: one task a client token; a task stays as it is until a test moves it. Runs no code. */
export class MemoryTasks implements Tasks {
  readonly #clock: Clock;
  readonly #arns = new Map<string, string>();
  readonly requests = new Map<string, TaskRequest>();
  readonly states = new Map<string, TaskState>();
  /** In the order asked. */
  readonly stopped: { taskArn: string; reason: string }[] = [];
  /** While set, `run` answers it instead of starting a task. */
  refusal: Extract<TaskStart, { refused: object }> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async run(request: TaskRequest): Promise<TaskStart> {
    const known = this.#arns.get(request.clientToken);
    if (known !== undefined) return { taskArn: known };
    if (this.refusal !== undefined) return this.refusal;
    const taskArn = `arn:aws:ecs:eu-central-1:123456789012:task/longhaul/${request.clientToken.slice(0, 32)}`;
    this.#arns.set(request.clientToken, taskArn);
    this.requests.set(taskArn, { ...request });
    this.states.set(taskArn, {
      taskArn,
      lastStatus: "PROVISIONING",
      createdAt: this.#clock.now().toISOString(),
    });
    return { taskArn };
  }

  async describe(taskArns: string[]): Promise<TaskState[]> {
    return taskArns.map((taskArn) => {
      const state = this.states.get(taskArn);
      return state === undefined ? { taskArn, lastStatus: "MISSING" } : { ...state };
    });
  }

  async stop(taskArn: string, reason: string): Promise<void> {
    const state = this.states.get(taskArn);
    if (state === undefined || state.lastStatus === "STOPPED") return;
    this.stopped.push({ taskArn, reason });
    this.move(taskArn, {
      lastStatus: "STOPPED",
      stopCode: "UserInitiated",
      stopReason: reason,
      exitCode: 143,
      stoppedAt: this.#clock.now().toISOString(),
    });
  }

  /** What ECS says of the task from now on. */
  move(taskArn: string, change: Partial<TaskState>): TaskState {
    const state = {
      ...(this.states.get(taskArn) ?? { lastStatus: "RUNNING" }),
      ...change,
      taskArn,
    };
    this.states.set(taskArn, state);
    return { ...state };
  }

  /** ECS forgets it, as it does an hour after the end. */
  forget(taskArn: string): void {
    this.states.delete(taskArn);
  }
}
