import type { TestPorts } from "@longhaul/core/test/test-ports";
import type { JobRun } from "@longhaul/jobs/job-run";

import { runJob } from "../run-job.ts";

export const settings = {
  fileRoots: [],
  allowedCommands: [],
  stopGraceSeconds: 1,
  environment: {},
};

interface Task {
  jobId: string;
  attempt: number;
  callbackId?: string;
  signal?: AbortSignal;
  heartbeatSeconds?: number;
}

/** Runs one attempt of an `echo` job whose code is `run`. Resolves with the exit code. */
export function work(
  ports: TestPorts,
  task: Task,
  run: JobRun,
  lines: string[] = [],
): Promise<number> {
  return runJob(ports, {
    heartbeatSeconds: 300,
    signal: new AbortController().signal,
    settings,
    print: (line) => lines.push(line),
    runs: new Map([["echo", async () => run]]),
    ...task,
  });
}

export const never = () => new Promise<never>(() => undefined);
