import { log } from "@longhaul/core/log";

/** The container has to be gone before ECS kills it, so that its last words are out. */
const reserveSeconds = 2;
/** 128 + SIGTERM, as shells say it. */
export const terminatedExitCode = 143;

/** Why the work has to stop. */
export class Terminated extends Error {
  constructor(signal: NodeJS.Signals) {
    super(`The task was told to stop (${signal}).`);
    this.name = "Terminated";
  }
}

/**
 * Turns SIGTERM, and Ctrl-C, into an abort. A process that has not ended by itself shortly before the stop timeout is
 * ended with 143.
 */
export function listenForShutdown({ stopTimeoutSeconds }: { stopTimeoutSeconds: number }): {
  signal: AbortSignal;
} {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) return;
    log.info("worker.stopping", { signal });
    setTimeout(
      () => {
        log.warn("worker.forced-exit", { signal });
        process.exit(terminatedExitCode);
      },
      Math.max(0.1, stopTimeoutSeconds - reserveSeconds) * 1000,
    ).unref();
    controller.abort(new Terminated(signal));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  return { signal: controller.signal };
}
