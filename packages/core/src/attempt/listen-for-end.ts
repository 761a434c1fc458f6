import { hasOpenAttempt, type Outcome, outcomeOf } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";

/**
 * Has the end of the job's open attempt complete another callback from now on: its first one is used up. Resolves with
 * what is next when the attempt has ended already. Repeatable.
 */
export async function listenForEnd(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, callbackId }: { jobId: string; callbackId: string },
): Promise<{ attempt: number } | { outcome: Outcome }> {
  const { attempt } = await requireJob(ports, jobId);
  await ports.jobs.saveAttempt(jobId, { number: attempt, callbackId });
  // Read after the callback is known: an end before that completed another one.
  const job = await requireJob(ports, jobId);
  const isOpen = hasOpenAttempt(job) && job.attempt === attempt;
  return isOpen ? { attempt } : { outcome: outcomeOf(job, ports.clock.now()) };
}
