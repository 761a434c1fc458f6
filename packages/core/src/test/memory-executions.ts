import type { JobError } from "../attempt/attempt.ts";
import type { ExecutionStatus, Executions, HistoryEvent } from "../execution/executions.ts";
import type { Job } from "../job/job.ts";

interface StartedExecution {
  name: string;
  arn: string;
  pattern: Job["pattern"];
  payload: { jobId: string; attempt: number };
  status: ExecutionStatus;
  history: HistoryEvent[];
  error?: JobError;
}

interface OpenedCallback {
  status: "open" | "succeeded" | "failed";
  /** JSON text. */
  result?: string;
  error?: JobError;
  heartbeats: number;
}

/** Durable executions in memory: a name starts once, a callback completes once. Runs no code. */
export class MemoryExecutions implements Executions {
  /** By name. */
  readonly started = new Map<string, StartedExecution>();
  readonly callbacks = new Map<string, OpenedCallback>();
  /** While set, `start` throws it: Lambda cannot be reached. */
  startError: Error | undefined;

  async start(job: Pick<Job, "id" | "pattern">, attempt: number): Promise<void> {
    if (this.startError !== undefined) throw this.startError;
    const name = attempt === 1 ? job.id : `${job.id}-${attempt}`;
    if (this.started.has(name)) return;
    this.started.set(name, {
      name,
      arn: executionArn(job.pattern, name),
      pattern: job.pattern,
      payload: { jobId: job.id, attempt },
      status: "RUNNING",
      history: [],
    });
  }

  async stop(arn: string, error: JobError): Promise<void> {
    const execution = this.byArn(arn);
    if (execution?.status !== "RUNNING") return;
    execution.status = "STOPPED";
    execution.error = error;
  }

  async status(arn: string): Promise<ExecutionStatus | undefined> {
    return this.byArn(arn)?.status;
  }

  async history(arn: string): Promise<HistoryEvent[]> {
    return structuredClone(this.byArn(arn)?.history ?? []);
  }

  async succeedCallback(callbackId: string, result: string): Promise<boolean> {
    return this.#complete(callbackId, { status: "succeeded", result });
  }

  async failCallback(callbackId: string, error: JobError): Promise<boolean> {
    return this.#complete(callbackId, { status: "failed", error });
  }

  async heartbeatCallback(callbackId: string): Promise<boolean> {
    const callback = this.callbacks.get(callbackId);
    if (callback?.status !== "open") return false;
    callback.heartbeats += 1;
    return true;
  }

  openCallback(callbackId: string): void {
    this.callbacks.set(callbackId, { status: "open", heartbeats: 0 });
  }

  byArn(arn: string): StartedExecution | undefined {
    return [...this.started.values()].find((execution) => execution.arn === arn);
  }

  #complete(callbackId: string, end: Omit<OpenedCallback, "heartbeats">): boolean {
    const callback = this.callbacks.get(callbackId);
    if (callback?.status !== "open") return false;
    this.callbacks.set(callbackId, { ...callback, ...end });
    return true;
  }
}

export const executionArn = (pattern: Job["pattern"], name: string): string =>
  `arn:aws:lambda:eu-central-1:123456789012:function:longhaul-run-${pattern}:$LATEST/durable-execution/${name}/${name}`;
