import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import type { Job } from "@longhaul/core/job/job";
import { jobSchema } from "@longhaul/core/job/job";
import { startWork } from "@longhaul/core/work/start-work";
import { describe, expect, test } from "vitest";

import { problemIn } from "../test/answers.ts";
import { readEvents, take } from "../test/read-events.ts";
import { testApp } from "../test/test-app.ts";

type Events = ReturnType<typeof readEvents>;

/** The next event with a job. */
async function nextJob(events: Events): Promise<{ job: Job; id: string | undefined }> {
  for (;;) {
    const [event] = await take(events, 1);
    if (event === undefined) throw new Error("the stream ended");
    if (event.event === "job") return { job: jobSchema.parse(event.data), id: event.id };
  }
}

describe("GET /v1/events", () => {
  test("tells every change of every job", async () => {
    const { as, submit } = await testApp();
    const events = readEvents(await as("viewer")("/v1/events"));
    await take(events, 1);
    const [one, other] = [await submit(), await submit()];
    expect((await nextJob(events)).job.id).toBe(one.id);
    expect((await nextJob(events)).job.id).toBe(other.id);
    await as("operator")(`/v1/jobs/${one.id}/cancel`, { method: "POST", json: {} });
    expect((await nextJob(events)).job).toMatchObject({ id: one.id, status: "cancelled" });
  });

  test("with a filter tells of jobs that match and that stop matching, and then no more of them", async () => {
    const { as, ports, submit } = await testApp();
    const events = readEvents(await as("viewer")("/v1/events?status=queued&type=echo,other"));
    await take(events, 1);
    const { id: jobId } = await submit();
    expect((await nextJob(events)).job).toMatchObject({ id: jobId, status: "queued" });
    await beginAttempt(ports, { jobId, attempt: 1 });
    await startWork(ports, { jobId, attempt: 1 });
    let told = await nextJob(events);
    while (told.job.status === "queued") told = await nextJob(events);
    expect(told.job.status).toBe("running");
    await ports.jobs.saveProgress(jobId, 1, ports.clock.now().toISOString());
    const marker = await submit();
    expect((await nextJob(events)).job.id).toBe(marker.id);
  });

  test("of another type it tells nothing", async () => {
    const { as, ports, submit } = await testApp();
    const events = readEvents(await as("viewer")("/v1/events?type=other"));
    await take(events, 1);
    await submit();
    await expect.poll(() => ports.jobs.polls).toBeGreaterThan(2);
    const next = await take(events, 1);
    expect(next[0]?.event).toBeUndefined();
  });

  test("continues after Last-Event-ID without a gap, also after an id that came without a job", async () => {
    const { as, submit } = await testApp();
    const first = readEvents(await as("viewer")("/v1/events"));
    const [start] = await take(first, 1);
    await first.return();
    const { id } = await submit();
    const again = await as("viewer")("/v1/events", {
      headers: { "Last-Event-ID": start?.id ?? "" },
    });
    const told = await nextJob(readEvents(again));
    expect(told.job.id).toBe(id);
    const third = await as("viewer")(`/v1/events?lastEventId=${told.id}`);
    const events = readEvents(third);
    await take(events, 1);
    const later = await submit();
    let next = await nextJob(events);
    // What was told just before the stream broke may be told again.
    if (next.job.id === id) next = await nextJob(events);
    expect(next.job.id).toBe(later.id);
  });

  test("refuses a cursor and a status that there is not, before the stream begins", async () => {
    const { as } = await testApp();
    const cursor = await as("viewer")("/v1/events?lastEventId=rubbish");
    expect(cursor.status).toBe(400);
    expect((await problemIn(cursor)).code).toBe("invalid_cursor");
    expect((await as("viewer")("/v1/events?status=sleeping")).status).toBe(400);
    expect((await as("viewer")("/v1/events?tags=x")).status).toBe(400);
  });
});

describe("a stream that was away for hours", () => {
  test("gets what changed in each of them, though the store tells an hour a time", async () => {
    const { as, ports, submit } = await testApp();
    const events = readEvents(await as("viewer")("/v1/events"));
    const [start] = await take(events, 1);
    await events.return();
    await submit();
    ports.clock.advance(3 * 3_600_000 + 1);
    const polls = ports.jobs.polls;
    const again = readEvents(
      await as("viewer")("/v1/events", { headers: { "Last-Event-ID": start?.id ?? "" } }),
    );
    await nextJob(again);
    await take(again, 4);
    expect(ports.jobs.polls - polls).toBeGreaterThanOrEqual(5);
  });
});
