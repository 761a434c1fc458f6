import { describe, expect, test } from "vitest";

import { cancelJob } from "../job/cancel-job.ts";
import { jobAtWork } from "../test/job-at-work.ts";
import { testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import { type CallbackNews, endByCallback } from "./end-by-callback.ts";

const once = { maxAttempts: 1 };

describe("endByCallback", () => {
  test.each<[string, string | undefined, unknown]>([
    ["JSON", '{"rows":3}', { rows: 3 }],
    ["text that is no JSON", "done", "done"],
    ["nothing", undefined, null],
    ["an empty body", "", null],
  ])("a success with %s completes the attempt with that result", async (_what, payload, result) => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const outcome = await endByCallback(ports, work, { kind: "succeeded", payload });
    expect(outcome).toEqual({ next: "done", status: "succeeded" });
    expect(await ports.jobs.getResult(work.jobId)).toEqual(result);
  });

  test("a result that is too large fails the attempt and says so", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const payload = JSON.stringify("x".repeat(300_000));
    const outcome = await endByCallback(ports, work, { kind: "succeeded", payload });
    expect(outcome).toMatchObject({ status: "failed", error: { code: "payload_too_large" } });
    expect((await ports.jobs.get(work.jobId))?.failedAttempts).toBe(1);
  });

  test("a failure fails the attempt with the task's own error", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { retry: once });
    const news = { kind: "failed", code: "ValueError", message: "bad row" } as const;
    expect(await endByCallback(ports, work, news)).toMatchObject({
      status: "failed",
      error: { code: "ValueError", message: "bad row" },
    });
  });

  test("a failure that no retry can mend is followed by no attempt", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const error = { code: "ValueError", message: "bad row", isRetryable: false };
    expect(await endByCallback(ports, work, { kind: "failed", ...error })).toEqual({
      next: "done",
      status: "failed",
      error,
    });
  });

  test.each<CallbackNews>([
    { kind: "succeeded", payload: "2" },
    { kind: "failed", code: "Error", message: "late" },
    { kind: "silent" },
    { kind: "timed_out" },
  ])("$kind changes nothing once the record tells the end", async (news) => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    await finishWork(ports, work, { result: 1 });
    const before = await ports.jobs.getDetail(work.jobId);
    expect(await endByCallback(ports, work, news)).toMatchObject({ status: "succeeded" });
    expect(await ports.jobs.getDetail(work.jobId)).toEqual(before);
  });

  test("a wake-up without an end leaves the attempt to whoever watches it", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    await cancelJob(ports, work.jobId, {}, "user");
    const news = { kind: "failed", code: "attempt_ended", message: "" } as const;
    expect(await endByCallback(ports, work, news)).toEqual({ next: "wait" });
    expect((await ports.jobs.get(work.jobId))?.status).toBe("cancelling");
  });

  test("the silence of a task that runs is a lost heartbeat, and stops it", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    ports.clock.advance(300_000);
    expect(await endByCallback(ports, work, { kind: "silent" })).toMatchObject({ next: "attempt" });
    const record = await ports.jobs.getAttempt(work.jobId, 1);
    expect(record?.end?.class).toBe("heartbeat_lost");
    expect(ports.tasks.stopped).toHaveLength(1);
  });

  test("the silence of a worker that beats on the record is none; of one that does not, it is", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts: { heartbeatSeconds: 40 } });
    await startWork(ports, work);
    ports.clock.advance(20_000);
    expect(await endByCallback(ports, work, { kind: "silent" })).toEqual({ next: "wait" });
    ports.clock.advance(19_990);
    expect(await endByCallback(ports, work, { kind: "silent" })).toMatchObject({ next: "attempt" });
  });

  test("the silence of a task that ECS has not started yet is none", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts: { heartbeatSeconds: 10 } });
    ports.clock.advance(10_000);
    expect(await endByCallback(ports, work, { kind: "silent" })).toEqual({ next: "wait" });
  });

  test("the silence of a task that never got to start is a lack of capacity", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    ports.clock.advance(301_000);
    await endByCallback(ports, work, { kind: "silent" });
    const record = await ports.jobs.getAttempt(work.jobId, 1);
    expect(record?.end?.class).toBe("no_capacity");
  });

  test("silence while ECS does not answer is asked about again, until the job's time is up", async () => {
    const ports = testPorts();
    const timeouts = { jobSeconds: 1000, heartbeatSeconds: 60 };
    const work = await jobAtWork(ports, { timeouts });
    await startWork(ports, work);
    const throttled = new Error("Rate exceeded");
    ports.tasks.describe = () => Promise.reject(throttled);
    ports.clock.advance(999_000);
    await expect(endByCallback(ports, work, { kind: "silent" })).rejects.toBe(throttled);
    expect((await ports.jobs.get(work.jobId))?.status).toBe("running");
    ports.clock.advance(1000);
    const outcome = await endByCallback(ports, work, { kind: "silent" });
    expect(outcome).toMatchObject({ status: "timed_out", error: { code: "job_timed_out" } });
    expect(ports.tasks.stopped).toMatchObject([{ taskArn: work.taskArn }]);
  });

  test("a stop that met no answer is asked for again when the step is", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    const stop = ports.tasks.stop.bind(ports.tasks);
    ports.tasks.stop = () => Promise.reject(new Error("Rate exceeded"));
    const end = () => endByCallback(ports, work, { kind: "timed_out" });
    await expect(end()).rejects.toThrow("Rate exceeded");
    ports.tasks.stop = stop;
    expect(await end()).toMatchObject({ next: "attempt", attempt: 2 });
    expect(ports.tasks.stopped).toMatchObject([{ taskArn: work.taskArn }]);
  });

  test("a callback that timed out is the attempt's time limit, and stops its task", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { retry: once });
    await startWork(ports, work);
    const outcome = await endByCallback(ports, work, { kind: "timed_out" });
    expect(outcome).toMatchObject({ status: "timed_out", error: { code: "timed_out" } });
    expect(ports.tasks.stopped).toHaveLength(1);
  });
});
