import { isFinal } from "@longhaul/core/job/job";
import { requireJob } from "@longhaul/core/job/update-job";

import type { ApiParts } from "./api-env.ts";
import type { EventStream } from "./event-stream.ts";

/** Sends a job's history after a version, the job as it is, and every change, until it has finished. */
export async function followJob(
  { ports, feed }: ApiParts,
  jobId: string,
  afterVersion: number,
  stream: EventStream,
): Promise<void> {
  const subscription = await feed.subscribe(stream.signal, jobId);
  let job = await requireJob(ports, jobId);
  let sent = afterVersion;
  for (;;) {
    for (const entry of await ports.jobs.listEvents(jobId, sent)) {
      // What came after this version belongs to the next.
      if (entry.version > job.version) break;
      await stream.send({ event: "history", id: String(entry.version), data: entry });
    }
    sent = job.version;
    await stream.send({ event: "job", id: String(sent), data: job });
    if (isFinal(job.status)) return stream.send({ event: "end", data: {} });
    while (job.version <= sent) {
      const changes = await subscription.next();
      if (changes === undefined) return;
      job = changes.jobs[0] ?? job;
    }
  }
}
