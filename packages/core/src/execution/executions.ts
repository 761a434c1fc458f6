import type { JobError } from "../attempt/attempt.ts";
import type { Job } from "../job/job.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";

/** One event of an execution's history, reduced to what a timeline needs. */
export interface HistoryEvent {
  id: number;
  /** AWS's event type, for example `StepStarted`. */
  type: string;
  at: string;
  operationId?: string;
  parentId?: string;
  name?: string;
  subType?: string;
  /** Present on StepSucceeded and StepFailed when the step will be tried again. */
  nextAttemptDelaySeconds?: number;
  error?: { code: string; message: string };
}

/** Durable executions: start, look, stop, and answer their callbacks. */
export interface Executions {
  /**
   * Starts the durable function of the job's pattern with `{ jobId, attempt }`, by a name that is the job's id
   * (further attempts of the callback pattern: `<job id>-<attempt>`), so that a second call starts nothing.
   */
  start(job: Pick<Job, "id" | "pattern">, attempt: number): Promise<void>;
  stop(executionArn: string, error: JobError): Promise<void>;
  /** Undefined when AWS does not know it (any more). */
  status(executionArn: string): Promise<ExecutionStatus | undefined>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** `result`: JSON text. A callback that is already completed or gone is no error: false. */
  succeedCallback(callbackId: string, result: string): Promise<boolean>;
  failCallback(callbackId: string, error: JobError): Promise<boolean>;
  heartbeatCallback(callbackId: string): Promise<boolean>;
}
