import { revokeApiKey } from "@longhaul/core/api-key/revoke-api-key";
import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { finishWork } from "@longhaul/core/work/finish-work";
import { startWork } from "@longhaul/core/work/start-work";
import { describe, expect, test } from "vitest";

import { readEvents, type ReceivedEvent, take } from "../test/read-events.ts";
import { testApp } from "../test/test-app.ts";

type Tester = Awaited<ReturnType<typeof testApp>>;

const follow = async ({ as }: Tester, id: string, lastEventId?: string) =>
  as("viewer")(`/v1/jobs/${id}/events`, {
    headers: lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId },
  });

/** What an attempt's worker and supervisor do: six versions in all. */
async function run({ ports }: Tester, jobId: string): Promise<void> {
  await beginAttempt(ports, { jobId, attempt: 1 });
  await startWork(ports, { jobId, attempt: 1 });
  const now = ports.clock.now().toISOString();
  await ports.jobs.saveProgress(jobId, 1, now, { done: 1, total: 2, updatedAt: now });
  await finishWork(ports, { jobId, attempt: 1 }, { result: { text: "hello" } });
}

const short = ({ event, id, data }: ReceivedEvent): string => {
  const status = typeof data === "object" && data !== null && "status" in data ? data.status : "";
  return [event, id, status].filter((part) => part !== undefined && part !== "").join(" ");
};

describe("GET /v1/jobs/{id}/events", () => {
  test("tells the history, then the job; each change as it comes; and ends with the job", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    const answer = await follow(tester, id);
    expect(answer.headers.get("Content-Type")).toBe("text/event-stream");
    const events = readEvents(answer);
    expect((await take(events, 2)).map(short)).toEqual(["history 1 queued", "job 1 queued"]);
    await run(tester, id);
    const rest = (await take(events, 100)).map(short);
    expect(rest.filter((event) => event.startsWith("history"))).toEqual([
      "history 2 queued",
      "history 3 running",
      "history 5 succeeded",
    ]);
    expect(rest.slice(-2)).toEqual(["job 5 succeeded", "end"]);
  });

  test("history comes with the job that it led to, not before an older one", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    tester.ports.jobs.beforeEvents = () => run(tester, id);
    const all = await take(readEvents(await follow(tester, id)), 100);
    expect(all.map(short)).toEqual([
      "history 1 queued",
      "job 1 queued",
      "history 2 queued",
      "history 3 running",
      "history 5 succeeded",
      "job 5 succeeded",
      "end",
    ]);
  });

  test("continues after Last-Event-ID without a gap and without a double, wherever it broke", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    await run(tester, id);
    const all = (await take(readEvents(await follow(tester, id)), 100)).map(short);
    expect(all).toEqual([
      "history 1 queued",
      "history 2 queued",
      "history 3 running",
      "history 5 succeeded",
      "job 5 succeeded",
      "end",
    ]);
    for (const [version, missed] of [
      ["1", all.slice(1)],
      ["2", all.slice(2)],
      ["3", all.slice(3)],
      ["4", all.slice(3)],
      ["5", all.slice(4)],
    ] as const) {
      const rest = await take(readEvents(await follow(tester, id, version)), 100);
      expect(rest.map(short)).toEqual(missed);
    }
    const byQuery = await tester.as("viewer")(`/v1/jobs/${id}/events?lastEventId=3`);
    expect((await take(readEvents(byQuery), 100)).map(short)).toEqual(all.slice(3));
  });

  test("two viewers share one poll", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    const viewers = [
      readEvents(await follow(tester, id)),
      readEvents(await follow(tester, id)),
      readEvents(await follow(tester, id)),
    ];
    await Promise.all(viewers.map((events) => take(events, 2)));
    await run(tester, id);
    await Promise.all(viewers.map((events) => take(events, 100)));
    expect(tester.ports.jobs.starts).toBe(1);
  });

  test("nobody polls when the last viewer has gone", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    const events = readEvents(await follow(tester, id));
    await take(events, 2);
    await events.return();
    const again = async () => {
      const before = tester.ports.jobs.polls;
      await new Promise((resolve) => setImmediate(resolve));
      return tester.ports.jobs.polls - before;
    };
    await expect.poll(again, { interval: 50 }).toBe(0);
  });

  test("ends itself after its time, and when the server stops", async () => {
    const stop = new AbortController();
    const [short, stopped] = [
      await testApp({ maxStreamSeconds: 0.05 }),
      await testApp({ stopped: stop.signal }),
    ];
    const one = readEvents(await follow(short, (await short.submit()).id));
    expect(await take(one, 100)).toHaveLength(2);
    const other = readEvents(await follow(stopped, (await stopped.submit()).id));
    await take(other, 2);
    stop.abort();
    expect(await take(other, 100)).toEqual([]);
  });

  test("ends when its key is revoked, though the job goes on", async () => {
    const tester = await testApp({ keyCheckMs: 5 });
    const events = readEvents(await follow(tester, (await tester.submit()).id));
    await take(events, 2);
    const keyId = tester.keys.get("viewer")?.split("_")[1] ?? "";
    await revokeApiKey(tester.ports, keyId);
    expect(await take(events, 100)).toEqual([]);
  });

  test("refuses an id that is not one of its own, and a job that there is not", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    expect((await follow(tester, id, "abc")).status).toBe(400);
    expect((await follow(tester, "job_nothing")).status).toBe(404);
  });

  test("HEAD opens no stream", async () => {
    const { as, ports, submit } = await testApp();
    const { id } = await submit();
    const answer = await as("viewer")(`/v1/jobs/${id}/events`, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(ports.jobs.starts).toBe(0);
  });
});
