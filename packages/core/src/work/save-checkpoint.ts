import { assertPayloadFits } from "../job/new-job.ts";
import type { Ports } from "../ports.ts";

/**
 * Stores the state that the next attempt starts from; JSON. Throws `payload_too_large`.
 * False: this attempt is not the current one any more.
 */
export async function saveCheckpoint(
  ports: Pick<Ports, "jobs">,
  { jobId, attempt }: { jobId: string; attempt: number },
  state: unknown,
): Promise<boolean> {
  assertPayloadFits("checkpoint", state);
  return ports.jobs.saveCheckpoint(jobId, attempt, state);
}
