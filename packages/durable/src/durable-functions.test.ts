import { ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CloudDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { readTimeline } from "@longhaul/core/execution/read-timeline";
import { cancelJob } from "@longhaul/core/job/cancel-job";
import { getJob } from "@longhaul/core/job/get-job";
import { patternSchema } from "@longhaul/core/job/job";
import { readLogs } from "@longhaul/core/log-line/read-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type LocalSystem, startLocalSystem } from "./test/local-system.ts";

const patterns = patternSchema.options;
const patient = { timeout: 30_000 };
const quick = { maxAttempts: 2, delaySeconds: 1, maxDelaySeconds: 1 };

// The first of each function and task loads its modules: seconds on a busy machine.
describe("the durable functions on the local AWS", { timeout: 90_000 }, () => {
  let system: LocalSystem;

  beforeAll(async () => {
    system = await startLocalSystem();
  });
  afterAll(() => system.close());

  const ended = (executionArn: string | undefined) =>
    expect.poll(() => system.ports.executions.status(executionArn ?? ""), patient);

  const runnerOf = (pattern: string) =>
    new CloudDurableTestRunner({
      functionName: `longhaul-run-${pattern}:$LATEST`,
      client: new LambdaClient(),
      config: { pollInterval: 100, invocationType: "Event" },
    });

  test.each(patterns)("%s: a job succeeds with its result, log and timeline", async (pattern) => {
    const { id } = await system.submit({ pattern });
    const { executionArn } = await system.reach(id, "succeeded");
    await ended(executionArn).toBe("SUCCEEDED");
    expect(await getJob(system.ports, id)).toMatchObject({
      result: { attempt: 1 },
      attempts: [{ end: { class: "completed", reportedBy: "worker" } }],
    });
    await expect
      .poll(async () => (await getJob(system.ports, id)).attempts[0]?.end?.exitCode, patient)
      .toBe(0);
    const logs = await readLogs(system.ports, { jobId: id, limit: 10 });
    expect(logs.lines.map(({ message }) => message)).toEqual(["attempt 1: succeed"]);
    await expect
      .poll(async () => (await readTimeline(system.ports, id)).complete, patient)
      .toBe(true);
    const { spans } = await readTimeline(system.ports, id);
    expect(spans.map(({ name }) => name)).toContain("RUNNING");
    expect(spans.filter(({ status }) => status === "failed")).toEqual([]);
  });

  test.each(patterns)("%s: a crash is followed by another attempt", async (pattern) => {
    const input = { act: "crash", untilAttempt: 2 };
    const { id } = await system.submit({ pattern, input, retry: quick });
    await system.reach(id, "succeeded");
    const { attempts } = await getJob(system.ports, id);
    expect(attempts.map(({ end }) => end?.class)).toEqual(["crashed", "completed"]);
    expect(attempts[0]?.logTail?.[0]).toBe("attempt 1: crash");
  });

  test.each(["sync", "await"] as const)("%s: a failed job fails its execution", async (pattern) => {
    const input = { act: "fail" };
    const { id } = await system.submit({ pattern, input, retry: { maxAttempts: 1 } });
    const { executionArn, error } = await system.reach(id, "failed");
    expect(error).toMatchObject({ code: "ValueError", message: "no good" });
    await ended(executionArn).toBe("FAILED");
  });

  test.each(patterns)("%s: an error that no retry can mend is the job's last", async (pattern) => {
    const input = { act: "fail-for-good", untilAttempt: 2 };
    const { id } = await system.submit({ pattern, input, retry: quick });
    const { error } = await system.reach(id, "failed");
    expect(error).toEqual({ code: "ValueError", message: "no good", isRetryable: false });
    expect((await getJob(system.ports, id)).attempts).toHaveLength(1);
  });

  test.each(patterns)("%s: a cancelled job stops its task", async (pattern) => {
    const { id } = await system.submit({ pattern, input: { act: "hang" } });
    await system.reach(id, "running");
    await cancelJob(system.ports, id, { reason: "enough" }, "test");
    const { taskArn, executionArn } = await system.reach(id, "cancelled");
    expect(await system.ports.tasks.describe([taskArn ?? ""])).toMatchObject([
      { lastStatus: "STOPPED", stopCode: "UserInitiated" },
    ]);
    if (pattern !== "callback") await ended(executionArn).toBe("FAILED");
  });

  test("await: a worker that falls silent is stopped, and its heartbeat lost", async () => {
    const timeouts = { heartbeatSeconds: 2 };
    const retry = { maxAttempts: 1 };
    const { id } = await system.submit({ input: { act: "hang" }, timeouts, retry });
    const { taskArn } = await system.reach(id, "failed");
    expect((await getJob(system.ports, id)).attempts[0]?.end?.class).toBe("heartbeat_lost");
    await expect
      .poll(
        async () => (await system.ports.tasks.describe([taskArn ?? ""]))[0]?.lastStatus,
        patient,
      )
      .toBe("STOPPED");
  });

  test("callback: the sweep ends the silence of a worker", async () => {
    const timeouts = { heartbeatSeconds: 2 };
    const retry = { maxAttempts: 1 };
    const input = { act: "hang" };
    const { id } = await system.submit({ pattern: "callback", input, timeouts, retry });
    await system.reach(id, "running");
    const sweep = new InvokeCommand({ FunctionName: "longhaul-sweep" });
    await expect
      .poll(
        async () => {
          const { FunctionError } = await new LambdaClient().send(sweep);
          return FunctionError ?? (await system.ports.jobs.get(id))?.status;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe("failed");
    expect((await getJob(system.ports, id)).error?.code).toBe("heartbeat_lost");
  });

  test.each(["sync", "await"] as const)(
    "%s: an attempt ends at its time limit",
    async (pattern) => {
      const timeouts = { attemptSeconds: 2 };
      const retry = { maxAttempts: 1 };
      const { id } = await system.submit({ pattern, input: { act: "hang" }, timeouts, retry });
      const { error } = await system.reach(id, "timed_out");
      expect(error?.code).toBe("timed_out");
    },
  );

  test("sync: an image that knows nothing of us succeeds by its exit code", async () => {
    const { id } = await system.submit({ pattern: "sync", input: { act: "exit" } });
    const job = await system.reach(id, "succeeded");
    expect(job).not.toHaveProperty("startedAt");
  });

  test("never starts a second task for an attempt, although the function dies after RunTask", async () => {
    const input = { act: "succeed-once-noted" };
    const payload = JSON.stringify({ type: "fixture", input });
    const { DurableExecutionArn } = await new LambdaClient().send(
      new InvokeCommand({
        FunctionName: "dying-await:$LATEST",
        InvocationType: "Event",
        Payload: payload,
      }),
    );
    await ended(DurableExecutionArn).toBe("SUCCEEDED");
    const { items } = await system.ports.jobs.list({ limit: 100 });
    const job = items.find(({ executionArn }) => executionArn === DurableExecutionArn);
    expect(job).toMatchObject({ status: "succeeded", attempt: 1 });
    const ecs = new ECSClient();
    const list = (desiredStatus: "RUNNING" | "STOPPED") =>
      ecs.send(new ListTasksCommand({ cluster: "longhaul", startedBy: job?.id, desiredStatus }));
    const lists = await Promise.all([list("RUNNING"), list("STOPPED")]);
    expect(lists.flatMap(({ taskArns = [] }) => taskArns)).toHaveLength(1);
  });

  test.each([
    ["sync", { attempt: 1 }],
    ["callback", { taskArn: expect.any(String) }],
    ["await", { attempt: 1 }],
  ])(
    "%s: AWS's own test runner runs it with the payload of AWS's sample",
    async (pattern, output) => {
      const result = await runnerOf(pattern).run({
        payload: { message: "hi", processingTime: 10 },
      });
      expect(result.getStatus()).toBe("SUCCEEDED");
      expect(result.getResult()).toMatchObject(output);
    },
  );

  test("a payload that is wrong fails the execution with what is wrong", async () => {
    const result = await runnerOf("await").run({ payload: { type: "fixture", inputs: {} } });
    expect(result.getError()).toMatchObject({ errorType: "invalid_input" });
    expect(result.getError().errorMessage).toContain("inputs");
  });
});
