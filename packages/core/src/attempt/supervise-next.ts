import type { Outcome } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";

/** Fails a callback whose attempt has ended on the record: it brings no news of its own. */
export const attemptEndedCode = "attempt_ended";

/**
 * After an attempt was ended from outside its execution: hands the job on to whoever supervises it. An execution that
 * waits is woken by its callback; the callback pattern has none, so the next attempt gets an execution of its own.
 */
export async function superviseNext(
  ports: Pick<Ports, "jobs" | "executions">,
  { jobId, attempt, outcome }: { jobId: string; attempt: number; outcome: Outcome },
): Promise<void> {
  const job = await requireJob(ports, jobId);
  if (job.pattern === "callback") {
    if (outcome.next === "attempt") await ports.executions.start(job, outcome.attempt);
    return;
  }
  const record = await ports.jobs.getAttempt(jobId, attempt);
  if (record?.callbackId === undefined) return;
  if (outcome.next === "done" && outcome.status === "succeeded") {
    // The record has the result; the text is not read.
    await ports.executions.succeedCallback(record.callbackId, "null");
    return;
  }
  await ports.executions.failCallback(record.callbackId, {
    code: attemptEndedCode,
    message: `Attempt ${attempt} ended; the job's record says how.`,
  });
}
