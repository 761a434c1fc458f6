import type { JobContext } from "@longhaul/core/job-type/job-context";
import type { ProgressReport } from "@longhaul/core/progress/progress";

import type { WorkerSettings } from "../worker-settings.ts";

export interface TestContext extends JobContext {
  abort(reason: Error): void;
  readonly reports: ProgressReport[];
  readonly lines: string[];
  /** As they would be read back: parsed JSON. */
  readonly saved: unknown[];
}

/** Keeps all that a job says. `onProgress` and `onSave` let a test step in. */
export function testContext(
  options: {
    checkpoint?: unknown;
    attempt?: number;
    onProgress?: (report: ProgressReport, context: TestContext) => void;
    onSave?: (state: unknown, context: TestContext) => void;
    onLine?: (line: string, context: TestContext) => void;
  } = {},
): TestContext {
  const controller = new AbortController();
  const context: TestContext = {
    jobId: "job_01h455vb4pex5vsknk084sn02q",
    attempt: options.attempt ?? 1,
    signal: controller.signal,
    checkpoint: options.checkpoint,
    abort: (reason) => controller.abort(reason),
    reports: [],
    lines: [],
    saved: [],
    progress: (report) => {
      context.reports.push(report);
      options.onProgress?.(report, context);
    },
    saveCheckpoint: async (state) => {
      const stored: unknown = JSON.parse(JSON.stringify(state));
      context.saved.push(stored);
      options.onSave?.(stored, context);
    },
    log: (line) => {
      context.lines.push(line);
      options.onLine?.(line, context);
    },
  };
  return context;
}

export const testSettings = (settings: Partial<WorkerSettings> = {}): WorkerSettings => ({
  fileRoots: [],
  allowedCommands: [],
  stopGraceSeconds: 5,
  environment: {},
  ...settings,
});
