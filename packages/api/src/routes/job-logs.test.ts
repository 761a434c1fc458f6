import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { runTask } from "@longhaul/core/attempt/run-task";
import { finishWork } from "@longhaul/core/work/finish-work";
import { startWork } from "@longhaul/core/work/start-work";
import { describe, expect, test } from "vitest";
import { z } from "zod";

import { readEvents, type ReceivedEvent, take } from "../test/read-events.ts";
import { testApp } from "../test/test-app.ts";

type Tester = Awaited<ReturnType<typeof testApp>>;

/** A job at work, and its task's log. */
async function working(tester: Tester) {
  const { ports, submit } = tester;
  const { id: jobId } = await submit();
  await beginAttempt(ports, { jobId, attempt: 1 });
  const task = await runTask(ports, { jobId, attempt: 1 });
  if (!("taskArn" in task)) throw new Error("no task");
  await startWork(ports, { jobId, attempt: 1 });
  const at = ports.clock.now().toISOString();
  const say = (...messages: string[]) => {
    for (const message of messages) ports.logs.append(task.taskArn, { at, message });
  };
  const finish = async () => {
    await finishWork(ports, { jobId, attempt: 1 }, { result: { text: "done" } });
    ports.clock.advance(60_000);
  };
  return {
    jobId,
    say,
    finish,
    get: (query = "", init = {}) => tester.as("viewer")(`/v1/jobs/${jobId}/logs${query}`, init),
  };
}

const pageSchema = z.object({
  lines: z.array(z.object({ message: z.string(), attempt: z.number(), id: z.string() })),
  cursor: z.string().optional(),
  previousCursor: z.string().optional(),
});
const pageIn = async (answer: Response) => pageSchema.parse(await answer.json());

const lineSchema = z.object({ message: z.string() });
const messageIn = ({ event, data }: ReceivedEvent): string =>
  event === "line" ? lineSchema.parse(data).message : (event ?? "");

const live = { headers: { Accept: "text/event-stream" } };

describe("GET /v1/jobs/{id}/logs", () => {
  test("pages forward from the start, and from where it was when more has come", async () => {
    const { get, say } = await working(await testApp());
    say("one", "two", "three");
    const first = await pageIn(await get("?limit=2"));
    expect(first.lines.map(({ message }) => message)).toEqual(["one", "two"]);
    const second = await pageIn(await get(`?limit=2&cursor=${first.cursor}`));
    expect(second.lines.map(({ message }) => message)).toEqual(["three"]);
    say("four");
    const third = await pageIn(await get(`?cursor=${second.cursor}`));
    expect(third.lines.map(({ message }) => message)).toEqual(["four"]);
  });

  test("begins at the end, and pages back", async () => {
    const { get, say } = await working(await testApp());
    say("one", "two", "three");
    const last = await pageIn(await get("?from=end&limit=2"));
    expect(last.lines.map(({ message }) => message)).toEqual(["two", "three"]);
    const before = await pageIn(await get(`?limit=2&cursor=${last.previousCursor}`));
    expect(before.lines.map(({ message }) => message)).toEqual(["one"]);
  });

  test("gives all of it as a file", async () => {
    const { get, say, jobId } = await working(await testApp());
    say("one", "two");
    for (const answer of [
      await get("?format=text"),
      await get("", { headers: { Accept: "text/plain" } }),
    ]) {
      expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
      expect(answer.headers.get("Content-Disposition")).toBe(`attachment; filename="${jobId}.log"`);
      expect(await answer.text()).toBe(
        "2026-03-01T12:00:00.000Z one\n2026-03-01T12:00:00.000Z two\n",
      );
    }
  });

  test("follows the lines as they come, and ends when the job has finished and all was sent", async () => {
    const { get, say, finish } = await working(await testApp());
    say("one");
    const events = readEvents(await get("", live));
    expect((await take(events, 1)).map(messageIn)).toEqual(["one"]);
    say("two", "three");
    expect((await take(events, 2)).map(messageIn)).toEqual(["two", "three"]);
    say("last");
    await finish();
    expect((await take(events, 100)).map(messageIn)).toEqual(["last", "end"]);
  });

  test("continues after Last-Event-ID without a gap and without a double, at every line", async () => {
    const { get, say, finish } = await working(await testApp());
    say("one", "two", "three");
    const events = readEvents(await get("?follow=true"));
    const early = await take(events, 3);
    say("four", "five");
    const late = await take(events, 2);
    await events.return();
    await finish();
    const told = [...early, ...late];
    const all = [...told.map(messageIn), "end"];
    for (const [index, { id }] of told.entries()) {
      const headers = { ...live.headers, "Last-Event-ID": id ?? "" };
      const rest = await take(readEvents(await get("", { headers })), 100);
      expect(rest.map(messageIn)).toEqual(all.slice(index + 1));
    }
  });

  test("waits for the first line of a job that has not begun", async () => {
    const tester = await testApp();
    const { id } = await tester.submit();
    const events = readEvents(await tester.as("viewer")(`/v1/jobs/${id}/logs`, live));
    await tester.as("operator")(`/v1/jobs/${id}/cancel`, { method: "POST", json: {} });
    tester.ports.clock.advance(60_000);
    expect((await take(events, 100)).map(messageIn)).toEqual(["end"]);
  });

  test.each([
    ["?limit=0", {}, 400],
    ["?from=middle", {}, 400],
    ["?cursor=rubbish", {}, 400],
    ["?cursor=rubbish", live, 400],
    ["?follow=true&lastEventId=rubbish", {}, 400],
    ["?attempt=7", {}, 404],
    ["?attempt=7", live, 404],
    ["?attempt=7&format=text", {}, 404],
  ])("refuses %s", async (query, init, status) => {
    const { get } = await working(await testApp());
    expect((await get(query, init)).status).toBe(status);
  });

  test("says that there is no such job, however it is asked", async () => {
    const { as } = await testApp();
    for (const init of [{}, live]) {
      expect((await as("viewer")("/v1/jobs/job_nothing/logs", init)).status).toBe(404);
    }
  });
});
