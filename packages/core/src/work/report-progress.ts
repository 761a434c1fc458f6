import type { Ports } from "../ports.ts";
import type { Progress } from "../progress/progress.ts";

/**
 * The worker's word in between: how far it is or, without progress, only that it lives.
 * False: this attempt is not the current one any more, and its work is for nothing.
 */
export function reportProgress(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, attempt }: { jobId: string; attempt: number },
  progress?: Progress,
): Promise<boolean> {
  return ports.jobs.saveProgress(jobId, attempt, ports.clock.now().toISOString(), progress);
}
