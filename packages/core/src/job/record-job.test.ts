import { describe, expect, test } from "vitest";

import { executionArn } from "../test/memory-executions.ts";
import { testPorts } from "../test/test-ports.ts";
import { recordJob } from "./record-job.ts";

describe("recordJob", () => {
  const arn = executionArn("sync", "direct");
  const invocation = { executionArn: arn, pattern: "sync" } as const;

  test("AWS's sample payload is a simulate job with that input", async () => {
    const ports = testPorts();
    const payload = { message: "hi", processingTime: 10 };
    const job = await recordJob(ports, { ...invocation, payload });
    expect(job).toMatchObject({
      type: "simulate",
      pattern: "sync",
      status: "queued",
      executionArn: arn,
      createdBy: "lambda:invoke",
    });
    expect(await ports.jobs.getInput(job.id)).toEqual(payload);
  });

  test("a typed payload is a job of any type, with its options", async () => {
    const ports = testPorts();
    const options = { name: "n", retry: { maxAttempts: 5 } };
    const payload = { type: "echo", input: { text: "x" }, options };
    const job = await recordJob(ports, { ...invocation, payload });
    expect(job).toMatchObject({ type: "echo", name: "n", retry: { maxAttempts: 5 } });
  });

  test("a step that is tried again finds the job that it made", async () => {
    const ports = testPorts();
    const payload = { message: "hi" };
    const first = await recordJob(ports, { ...invocation, payload });
    expect(await recordJob(ports, { ...invocation, payload })).toEqual(first);
    expect((await ports.jobs.list({ limit: 10 })).items).toHaveLength(1);
  });

  test.each([[undefined], ["text"], [{}], [{ message: 1 }], [{ type: "echo", inpt: {} }]])(
    "a payload that is neither is refused: %j",
    async (payload) => {
      const ports = testPorts();
      await expect(recordJob(ports, { ...invocation, payload })).rejects.toMatchObject({
        code: "invalid_input",
      });
      expect((await ports.jobs.list({ limit: 10 })).items).toEqual([]);
    },
  );
});
