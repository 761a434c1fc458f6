import type { Job, Size } from "../job/job.ts";

export interface TaskRequest {
  /** At most 64 characters; the same token never starts a second task. */
  clientToken: string;
  jobId: string;
  attempt: number;
  size: Size;
  capacity: Job["capacity"];
  /** Only with a pattern whose task knows of Lambda. */
  callbackId?: string;
  heartbeatSeconds: number;
}

/** `refused`: ECS answered that it will not start it; anything transient is thrown instead. */
export type TaskStart =
  | { taskArn: string }
  | { refused: { class: "no_capacity" | "start_failed"; reason: string } };

/** What ECS says of a task, from DescribeTasks or from its event. */
export interface TaskState {
  taskArn: string;
  /** ECS's, or `MISSING` when ECS does not know the task (any more). */
  lastStatus: string;
  stopCode?: string;
  stopReason?: string;
  exitCode?: number;
  containerReason?: string;
  /** ISO times, as far as known. */
  createdAt?: string;
  pullStartedAt?: string;
  startedAt?: string;
  stoppingAt?: string;
  executionStoppedAt?: string;
  stoppedAt?: string;
}

export interface Tasks {
  run(request: TaskRequest): Promise<TaskStart>;
  /** One state per ARN, in the order asked. Throws what is transient (throttling, 5xx). */
  describe(taskArns: string[]): Promise<TaskState[]>;
  /** SIGTERM, then SIGKILL after the stop timeout. A task that is stopped or unknown is no error. */
  stop(taskArn: string, reason: string): Promise<void>;
}
