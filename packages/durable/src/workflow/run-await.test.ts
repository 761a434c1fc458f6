import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { runTask } from "@longhaul/core/attempt/run-task";
import { cancelJob } from "@longhaul/core/job/cancel-job";
import { startWork } from "@longhaul/core/work/start-work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { LocalRun, type StartedTask } from "../test/local-run.ts";
import { byAttempt, crash, fail, failForGood, stopped, succeed } from "../test/workers.ts";
import { runAwait } from "./run-await.ts";

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

describe("runAwait", () => {
  test("returns the result of the job, which is on its record too", async () => {
    const run = new LocalRun(runAwait, succeed);
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect(result.getResult()).toEqual({ text: "done" });
    expect(await run.ports.jobs.getDetail(id)).toMatchObject({
      status: "succeeded",
      result: { text: "done" },
      executionArn: expect.any(String),
    });
  });

  test("fails the execution of a job that failed, with the job's error", async () => {
    const run = new LocalRun(runAwait, fail);
    const retry = { maxAttempts: 1 };
    const { id } = await run.submit("await", { retry });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("FAILED");
    expect(result.getError()).toMatchObject({
      errorType: "TypeError",
      errorMessage: "x is not a function",
    });
    expect(await run.ports.jobs.get(id)).toMatchObject({ status: "failed", failedAttempts: 1 });
  });

  test("makes no further attempt after an error that no retry can mend", async () => {
    const run = new LocalRun(runAwait, byAttempt(failForGood, succeed));
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "no_such_file" });
    expect(await run.ports.jobs.get(id)).toMatchObject({ status: "failed", attempt: 1 });
  });

  test("takes an image's own word, with its callback, that no retry can mend its failure", async () => {
    const run = new LocalRun(runAwait, async ({ ports, callbackId = "" }) => {
      const error = { code: "ValueError", message: "bad row", isRetryable: false };
      await ports.executions.failCallback(callbackId, error);
    });
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "ValueError" });
    expect(await run.ports.jobs.get(id)).toMatchObject({ status: "failed", attempt: 1 });
  });

  test("starts the next attempt, after its delay, when one has failed", async () => {
    const run = new LocalRun(runAwait, byAttempt(fail, succeed));
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const detail = await run.ports.jobs.getDetail(id);
    expect(detail?.attempts.map(({ end }) => end?.class)).toEqual(["failed", "completed"]);
    expect(run.runner.getOperation("delay-before-attempt-2").getStatus()).toBe("SUCCEEDED");
  });

  test("is woken by the stop event of a worker that died without a word", async () => {
    const run = new LocalRun(runAwait, byAttempt(crash, succeed));
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const detail = await run.ports.jobs.getDetail(id);
    expect(detail?.attempts[0]?.end).toMatchObject({ class: "crashed", exitCode: 139 });
  });

  test("fails the execution of a cancelled job once its task has stopped", async () => {
    const run = new LocalRun(runAwait, async (task) => {
      await startWork(task.ports, task);
      await cancelJob(task.ports, task.jobId, { reason: "enough" }, "key_1");
    });
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("FAILED");
    expect(result.getError()).toMatchObject({ errorType: "job_cancelled" });
    expect((await run.ports.jobs.get(id))?.status).toBe("cancelled");
  });

  test("asks again, in a new attempt, when ECS has no capacity, and uses up no attempt", async () => {
    const run = new LocalRun(runAwait, succeed);
    run.ports.tasks.refusals = [
      { refused: { class: "no_capacity", reason: "Capacity is unavailable" } },
    ];
    const { id } = await run.submit("await", { retry: { maxAttempts: 1 } });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect(await run.ports.jobs.get(id)).toMatchObject({
      attempt: 2,
      failedAttempts: 0,
      platformEnds: 1,
    });
  });

  test("takes the word of a task that knows the callback only", async () => {
    const run = new LocalRun(runAwait, async (task) => {
      await task.ports.executions.succeedCallback(task.callbackId ?? "", '{"rows":3}');
    });
    const { id } = await run.submit("await");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getResult()).toEqual({ rows: 3 });
    expect(await run.ports.jobs.getResult(id)).toEqual({ rows: 3 });
  });

  test("watches on when its callback brought no end, and hears of the end", async () => {
    let told: Promise<void> | undefined;
    const tellEnd = async (task: StartedTask): Promise<void> => {
      const record = await task.ports.jobs.getAttempt(task.jobId, task.attempt);
      task.ports.executions.names.set(record?.callbackId ?? "", "watch-1-ended");
      await stopped(task, 1);
    };
    const run = new LocalRun(runAwait, async (task) => {
      await startWork(task.ports, task);
      const callbackId = task.callbackId ?? "";
      await task.ports.executions.failCallback(callbackId, { code: "attempt_ended", message: "" });
      task.ports.tasks.onLook = (look) => {
        if (look === 1) told = tellEnd(task);
      };
    });
    const { id } = await run.submit("await", { retry: { maxAttempts: 1 } });
    const result = await run.execute({ jobId: id, attempt: 1 });
    await told;
    expect(result.getError()).toMatchObject({ errorType: "crashed" });
  });

  test("takes over a job that another execution has left with its task at work", async () => {
    const run = new LocalRun(runAwait, async ({ ports, taskArn }) => {
      ports.tasks.onLook = () => ports.tasks.move(taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    });
    const { id } = await run.submit("await", { retry: { maxAttempts: 1 } });
    await beginAttempt(run.ports, { jobId: id, attempt: 1 });
    await runTask(run.ports, { jobId: id, attempt: 1, callbackId: "another's" });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({ errorType: "crashed" });
    expect(run.ports.tasks.requests.size).toBe(1);
  });

  test("waits for the start of a job that was scheduled", async () => {
    const run = new LocalRun(runAwait, succeed);
    const startAt = "2026-03-02T12:00:00.000Z";
    const { id } = await run.submit("await", { startAt });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const wait = run.runner.getOperation("delay-before-attempt-1");
    expect(wait.getWaitDetails()?.waitSeconds).toBe(86_400);
  });

  test("records a job of its own when it is invoked with the payload of AWS's sample", async () => {
    const run = new LocalRun(runAwait, succeed);
    const result = await run.execute({ message: "hi", processingTime: 10 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    const { items } = await run.ports.jobs.list({ limit: 10 });
    expect(items).toMatchObject([{ type: "simulate", pattern: "await", status: "succeeded" }]);
  });

  test.each([
    ["that names no job", { jobId: "job_7zzzzzzzzzzzzzzzzzzzzzzzzz", attempt: 1 }, "job_not_found"],
    ["that is none", 7, "invalid_input"],
    [
      "with a wrong option",
      { type: "echo", input: {}, options: { colour: "red" } },
      "invalid_input",
    ],
  ])("fails at once on a payload %s", async (_what, payload, errorType) => {
    const run = new LocalRun(runAwait, succeed);
    const result = await run.execute(payload);
    expect(result.getStatus()).toBe("FAILED");
    expect(result.getError()).toMatchObject({ errorType });
    const started = result
      .getHistoryEvents()
      .filter(({ EventType }) => EventType === "StepStarted");
    expect(started).toHaveLength(1);
  });
});
