import { setTimeout as sleep } from "node:timers/promises";

import type { JobContext } from "@longhaul/core/job-type/job-context";
import { log } from "@longhaul/core/log";
import type { Ports } from "@longhaul/core/ports";
import { reportProgress } from "@longhaul/core/work/report-progress";
import { saveCheckpoint } from "@longhaul/core/work/save-checkpoint";
import { startWork } from "@longhaul/core/work/start-work";
import { jobRuns } from "@longhaul/jobs/job-runs";
import type { WorkerSettings } from "@longhaul/jobs/worker-settings";

import { createBeat } from "./beat.ts";
import { createCheckpointSaver } from "./checkpoint-saver.ts";
import { heartbeatIntervalMs, startHeartbeat } from "./heartbeat.ts";
import { type JobRuns, performWork } from "./perform-work.ts";
import { persist } from "./persist.ts";
import { createProgressReporter } from "./progress-reporter.ts";
import { sayLast } from "./say-last.ts";
import { terminatedExitCode } from "./shutdown.ts";

export interface TaskWork {
  jobId: string;
  attempt: number;
  callbackId?: string;
  heartbeatSeconds: number;
  settings: WorkerSettings;
  /** Aborts, with a Terminated, when the task is told to stop. */
  signal: AbortSignal;
  /** Prints a line of the job's log. */
  print: (line: string) => void;
  runs?: JobRuns;
}

/** Code that does not react to its signal is left behind after this. */
const staleGraceMs = 10_000;

/**
 * Does an attempt's work: from its first word on the record to its last. Resolves with the exit code: 0 after success,
 * and when there is nothing to do; 1 after a failure; 143 when told to stop.
 */
export async function runJob(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  task: TaskWork,
): Promise<number> {
  const { jobId, attempt } = task;
  const failed = (error: unknown) =>
    log.warn("record.write-failed", { jobId, attempt, error: String(error) });
  const work = await persist(() => startWork(ports, task), { failed });
  if (work === undefined) {
    log.info("work.skipped", { jobId, attempt });
    return 0;
  }
  log.info("work.started", { jobId, attempt, type: work.job.type });
  const startedAt = performance.now();

  const stale = new AbortController();
  const orStale = (isCurrent: boolean): void => {
    if (!isCurrent) stale.abort(new Error(`Attempt ${attempt} is not the current one any more.`));
  };
  const progress = createProgressReporter({
    write: async (value) => orStale(await reportProgress(ports, task, value)),
    now: () => ports.clock.now(),
    failed,
  });
  const checkpoints = createCheckpointSaver({
    write: async (state) => orStale(await saveCheckpoint(ports, task, state)),
    failed,
  });
  const heartbeat = startHeartbeat({
    beat: createBeat(ports, task, orStale),
    intervalMs: heartbeatIntervalMs(task.heartbeatSeconds),
    failed,
  });
  const context: JobContext = {
    jobId,
    attempt,
    signal: AbortSignal.any([task.signal, stale.signal]),
    checkpoint: work.checkpoint ?? undefined,
    progress: (report) => progress.report(report),
    saveCheckpoint: (state) => checkpoints.save(state),
    log: task.print,
  };
  // What is held must be stored even if the code does not react before the process is ended.
  task.signal.addEventListener("abort", () => void checkpoints.flush().catch(failed));

  try {
    const end = await Promise.race([
      performWork(task.runs ?? jobRuns, work, context, task.settings),
      graceAfter(stale.signal),
    ]);
    if (end === undefined || stale.signal.aborted) {
      log.warn("work.abandoned", { jobId, attempt, reason: String(stale.signal.reason) });
      return 1;
    }
    const outcome = await sayLast(ports, task, end, {
      failed,
      before: async () => {
        await progress.flush();
        await checkpoints.flush();
      },
    });
    log.info("work.finished", { jobId, attempt, outcome, durationMs: since(startedAt) });
    return exitCodes[outcome];
  } finally {
    heartbeat.stop();
  }
}

const exitCodes = { succeeded: 0, failed: 1, interrupted: terminatedExitCode };

/** Resolves some time after the signal. */
function graceAfter(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      void sleep(staleGraceMs, undefined, { ref: false }).then(() => resolve(undefined));
    });
  });
}

const since = (startedAt: number): number => Math.round(performance.now() - startedAt);
