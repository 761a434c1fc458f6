import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { LocalRun, type Worker } from "../test/local-run.ts";
import { byAttempt, crash, failForGood, stopped, succeed } from "../test/workers.ts";
import { runSync } from "./run-sync.ts";

/** An image that knows nothing of us, whose events get lost: ECS's view changes, nobody tells. */
const silently =
  (exitCode: number): Worker =>
  async ({ ports, taskArn }) => {
    ports.tasks.move(taskArn, { lastStatus: "RUNNING" });
    ports.tasks.onLook = (look) => {
      if (look < 3) return;
      const stop = { lastStatus: "STOPPED", stopCode: "EssentialContainerExited", exitCode };
      ports.tasks.move(taskArn, stop);
    };
  };

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

describe("runSync", () => {
  test("succeeds by the stop event of an image that knows nothing of us, and gives it no callback", async () => {
    const callbackIds: unknown[] = [];
    const run = new LocalRun(runSync, async (task) => {
      callbackIds.push(task.callbackId);
      await stopped(task, 0);
    });
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect(result.getResult()).toBeNull();
    expect(callbackIds).toEqual([undefined]);
  });

  test("returns the result that the worker put on the record", async () => {
    const run = new LocalRun(runSync, succeed);
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getResult()).toEqual({ text: "done" });
  });

  test("knows the end by polling when no event comes, and closes with its callback open", async () => {
    const run = new LocalRun(runSync, silently(0));
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect(run.runner.getOperation("attempt-1-ended").getStatus()).toBe("STARTED");
    const detail = await run.ports.jobs.getDetail(id);
    expect(detail?.attempts[0]?.end).toMatchObject({ class: "completed", reportedBy: "execution" });
  });

  test("polls on when DescribeTasks is throttled", async () => {
    const run = new LocalRun(runSync, silently(0));
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    run.ports.tasks.describeErrors = [throttled, throttled];
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect((await run.ports.jobs.get(id))?.status).toBe("succeeded");
  });

  test("takes a task that ECS has forgotten for lost, and starts another", async () => {
    const forgotten: Worker = async ({ ports, taskArn }) => {
      ports.tasks.forget(taskArn);
      ports.tasks.onLook = () => ports.clock.advance(30_000);
    };
    const run = new LocalRun(runSync, byAttempt(forgotten, succeed));
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const detail = await run.ports.jobs.getDetail(id);
    expect(detail?.attempts.map(({ end }) => end?.class)).toEqual(["lost", "completed"]);
    expect(detail?.failedAttempts).toBe(0);
  });

  test("makes no further attempt after an error that no retry can mend", async () => {
    const run = new LocalRun(runSync, byAttempt(failForGood, succeed));
    const { id } = await run.submit("sync");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "no_such_file" });
    expect(await run.ports.jobs.get(id)).toMatchObject({ status: "failed", attempt: 1 });
  });

  test("fails with the exit of a task that crashed", async () => {
    const run = new LocalRun(runSync, crash);
    const { id } = await run.submit("sync", { retry: { maxAttempts: 1 } });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "crashed" });
  });

  test("ends an attempt whose time is up, and stops its task", async () => {
    const run = new LocalRun(runSync, async ({ ports, taskArn }) => {
      ports.tasks.move(taskArn, { lastStatus: "RUNNING" });
      ports.tasks.onLook = () => ports.clock.advance(5000);
    });
    const timeouts = { attemptSeconds: 40 };
    const { id } = await run.submit("sync", { retry: { maxAttempts: 1 }, timeouts });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "timed_out" });
    expect((await run.ports.jobs.get(id))?.status).toBe("timed_out");
    expect(run.ports.tasks.stopped).toHaveLength(1);
  });

  test("ends a job whose time is up although ECS does not answer, once the task was told to stop", async () => {
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    let stops = 0;
    const run = new LocalRun(runSync, async ({ ports, taskArn }) => {
      ports.tasks.move(taskArn, { lastStatus: "RUNNING" });
      ports.tasks.describe = async () => {
        ports.clock.advance(5000);
        throw throttled;
      };
      const stop = ports.tasks.stop.bind(ports.tasks);
      ports.tasks.stop = async (...asked) => {
        stops += 1;
        if (stops < 3) throw throttled;
        return stop(...asked);
      };
    });
    const { id } = await run.submit("sync", { timeouts: { jobSeconds: 20 } });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "job_timed_out" });
    expect(await run.ports.jobs.get(id)).toMatchObject({ status: "timed_out", attempt: 1 });
    expect(run.ports.tasks.stopped).toHaveLength(1);
  });

  test("records a job of its own when it is invoked with a type and an input", async () => {
    const run = new LocalRun(runSync, succeed);
    const options = { name: "by hand" };
    const result = await run.execute({ type: "echo", input: { text: "hi" }, options });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const { items } = await run.ports.jobs.list({ limit: 10 });
    expect(items).toMatchObject([{ type: "echo", pattern: "sync", name: "by hand" }]);
  });
});
