import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { LocalRun, type Worker } from "../test/local-run.ts";
import { crash, failForGood } from "../test/workers.ts";
import { runCallback } from "./run-callback.ts";

const silent: Worker = async () => {};

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

describe("runCallback", () => {
  test("starts the task, notes it and returns without waiting for its end", async () => {
    const run = new LocalRun(runCallback, silent);
    const { id } = await run.submit("callback");
    const result = await run.execute({ jobId: id, attempt: 1 });
    const job = await run.ports.jobs.get(id);
    expect(result.getResult()).toEqual({ jobId: id, taskArn: job?.taskArn });
    expect(job).toMatchObject({ status: "starting", taskArn: expect.any(String) });
  });

  test("makes another attempt itself when ECS refuses the task", async () => {
    const run = new LocalRun(runCallback, silent);
    run.ports.tasks.refusals = [{ refused: { class: "no_capacity", reason: "RESOURCE:MEMORY" } }];
    const { id } = await run.submit("callback");
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getStatus()).toBe("SUCCEEDED");
    expect(await run.ports.jobs.get(id)).toMatchObject({ attempt: 2, status: "starting" });
  });

  test("fails when the job can no longer be started", async () => {
    const run = new LocalRun(runCallback, silent);
    run.ports.tasks.refusals = [
      { refused: { class: "start_failed", reason: "TaskDefinition not found." } },
    ];
    const { id } = await run.submit("callback", { retry: { maxAttempts: 1 } });
    const result = await run.execute({ jobId: id, attempt: 1 });
    expect(result.getError()).toMatchObject({
      errorType: "start_failed",
      errorMessage: "TaskDefinition not found.",
    });
  });

  test("leaves the next attempt to an execution of its own when the task dies later", async () => {
    const run = new LocalRun(runCallback, crash);
    const { id } = await run.submit("callback");
    await run.execute({ jobId: id, attempt: 1 });
    expect((await run.ports.jobs.get(id))?.status).toBe("retrying");
    expect([...run.ports.executions.started.keys()]).toEqual([`${id}-2`]);
  });

  test("starts no further execution after an error that no retry can mend", async () => {
    const run = new LocalRun(runCallback, failForGood);
    const { id } = await run.submit("callback");
    await run.execute({ jobId: id, attempt: 1 });
    expect((await run.ports.jobs.get(id))?.status).toBe("failed");
    expect(run.ports.executions.started.size).toBe(0);
  });

  test("does nothing for a job whose task is at work already", async () => {
    const run = new LocalRun(runCallback, silent);
    const { id } = await run.submit("callback");
    await run.execute({ jobId: id, attempt: 1 });
    const again = await run.execute({ jobId: id, attempt: 1 });
    expect(again.getResult()).toEqual({ jobId: id });
    expect(run.ports.tasks.requests.size).toBe(1);
  });
});
