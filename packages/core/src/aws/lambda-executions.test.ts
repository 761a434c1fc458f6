import { join } from "node:path";

import {
  GetDurableExecutionHistoryCommand,
  ListDurableExecutionsByFunctionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import type { Executions } from "../execution/executions.ts";
import { newJobId } from "../id.ts";
import { type LocalClients, startLocalClients } from "../test/local-clients.ts";
import { lambdaExecutions } from "./lambda-executions.ts";

const functionName = "waits";
const qualified = `${functionName}:$LATEST`;

describe("lambdaExecutions", () => {
  let aws: LocalClients;
  let executions: Executions;

  beforeAll(async () => {
    const module = join(import.meta.dirname, "../test/callback-function.ts");
    const durable = { executionTimeoutSeconds: 3600, retentionPeriodInDays: 1 };
    aws = await startLocalClients({
      functions: [{ name: functionName, module, export: "handler", durable }],
    });
    const functions = { sync: qualified, callback: qualified, await: qualified };
    executions = lambdaExecutions(aws.lambda, functions);
  });
  afterAll(() => aws.close());

  async function named(name: string): Promise<string[]> {
    const { DurableExecutions = [] } = await aws.lambda.send(
      new ListDurableExecutionsByFunctionCommand({
        FunctionName: functionName,
        DurableExecutionName: name,
      }),
    );
    return DurableExecutions.map(({ DurableExecutionArn = "" }) => DurableExecutionArn);
  }

  async function started(): Promise<string> {
    const id = newJobId(new Date());
    await executions.start({ id, pattern: "await" }, 1);
    const [arn = ""] = await named(id);
    return arn;
  }

  /** The secret that only the task of an attempt is told. */
  const callbackOf = (arn: string): Promise<string> =>
    vi.waitFor(async () => {
      const { Events = [] } = await aws.lambda.send(
        new GetDurableExecutionHistoryCommand({
          DurableExecutionArn: arn,
          IncludeExecutionData: true,
        }),
      );
      const id = Events.flatMap((event) => event.CallbackStartedDetails?.CallbackId ?? [])[0];
      if (id === undefined) throw new Error("no callback yet");
      return id;
    }, 25_000);

  const ended = (arn: string) => expect.poll(() => executions.status(arn), { timeout: 25_000 });

  test("starts one execution by the job's id, however often and at once it is asked", async () => {
    const job = { id: newJobId(new Date()), pattern: "sync" } as const;
    await Promise.all([executions.start(job, 1), executions.start(job, 1)]);
    await executions.start(job, 1);
    expect(await named(job.id)).toHaveLength(1);
  });

  test("starts an execution of its own for a further attempt", async () => {
    const job = { id: newJobId(new Date()), pattern: "callback" } as const;
    await executions.start(job, 2);
    await executions.start(job, 2);
    expect(await named(`${job.id}-2`)).toHaveLength(1);
    expect(await named(job.id)).toHaveLength(0);
  });

  test("succeeds a callback once", async () => {
    const arn = await started();
    const callbackId = await callbackOf(arn);
    expect(await executions.heartbeatCallback(callbackId)).toBe(true);
    expect(await executions.succeedCallback(callbackId, '{"rows":3}')).toBe(true);
    await ended(arn).toBe("SUCCEEDED");
    expect(await executions.succeedCallback(callbackId, "{}")).toBe(false);
    expect(await executions.failCallback(callbackId, { code: "x", message: "y" })).toBe(false);
    expect(await executions.heartbeatCallback(callbackId)).toBe(false);
  });

  test("fails a callback with the error's code and message", async () => {
    const arn = await started();
    const error = { code: "ValueError", message: "bad row", stack: "at a\nat b" };
    expect(await executions.failCallback(await callbackOf(arn), error)).toBe(true);
    await ended(arn).toBe("FAILED");
  });

  test("fails a callback for good with what Lambda has no field for", async () => {
    const arn = await started();
    const error = { code: "ValueError", message: "bad row", isRetryable: false };
    await executions.failCallback(await callbackOf(arn), error);
    await ended(arn).toBe("FAILED");
    const history = new GetDurableExecutionHistoryCommand({
      DurableExecutionArn: arn,
      IncludeExecutionData: true,
    });
    const { Events = [] } = await aws.lambda.send(history);
    const failures = Events.flatMap((event) => event.CallbackFailedDetails?.Error?.Payload ?? []);
    expect(failures).toEqual([
      { ErrorType: "ValueError", ErrorMessage: "bad row", ErrorData: '{"isRetryable":false}' },
    ]);
  });

  test("answers false for a callback that AWS does not know", async () => {
    expect(await executions.heartbeatCallback("bm9uZQ==")).toBe(false);
    expect(await executions.succeedCallback("bm9uZQ==", "1")).toBe(false);
  });

  test("stops an execution, again and when it is over", async () => {
    const arn = await started();
    const error = { code: "job_cancelled", message: "The job was cancelled." };
    await executions.stop(arn, error);
    await executions.stop(arn, error);
    expect(await executions.status(arn)).toBe("STOPPED");
  });

  test("does not know the status of what AWS has forgotten, which has no history", async () => {
    const arn = await started();
    const unknown = arn.replace(/[^/]+$/, "00000000-0000-4000-8000-000000000000");
    expect(await executions.status(unknown)).toBeUndefined();
    expect(await executions.history(unknown)).toEqual([]);
    await executions.stop(unknown, { code: "x", message: "y" });
  });

  test("reads the history without payloads and callback ids", async () => {
    const arn = await started();
    const callbackId = await callbackOf(arn);
    await executions.succeedCallback(callbackId, '"secret word"');
    await ended(arn).toBe("SUCCEEDED");
    const history = await executions.history(arn);
    expect(history.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["ExecutionStarted", "CallbackStarted", "CallbackSucceeded"]),
    );
    expect(history.at(-1)?.type).toBe("ExecutionSucceeded");
    expect(history.find(({ type }) => type === "CallbackStarted")).toMatchObject({
      name: "word",
      operationId: expect.any(String),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    const text = JSON.stringify(history);
    expect(text).not.toContain("secret word");
    expect(text).not.toContain(callbackId);
  });
});
