import { join } from "node:path";

import {
  GetDurableExecutionCommand,
  InvokeCommand,
  type InvocationType,
  LambdaClient,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { createApiKey } from "@longhaul/core/api-key/create-api-key";
import { submitJob } from "@longhaul/core/job/submit-job";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { callApi } from "./call-api.ts";
import { environmentOf, type FunctionName } from "./functions.ts";
import { readGraph } from "./graph.ts";
import { root } from "./project.ts";
import { nameOf, type StackOnLocalAws, startStack } from "./stack-on-local-aws.ts";

let stack: StackOnLocalAws;
let lambda: LambdaClient;
const made = new AsyncDisposableStack();

beforeAll(async () => {
  const worker = join(root, "packages/worker/src/main.ts");
  stack = made.adopt(await startStack({ command: [process.execPath, worker] }), (started) =>
    started.close(),
  );
  lambda = new LambdaClient();
}, 60_000);

afterAll(() => made.disposeAsync());

const request = { type: "simulate", input: { message: "hi", processingTime: 0.2 } };

test.each(["sync", "callback", "await"])(
  "a job that the API's bundle accepts is done by the %s pattern's bundle",
  async (pattern) => {
    const { apiKey } = await createApiKey(stack.ports, { name: "check", role: "operator" }, "test");
    const { status, body } = await callApi(
      stack.bundles.api,
      { ...process.env, ...environmentOf(readGraph("production"), "api") },
      {
        method: "POST",
        path: "/v1/jobs",
        headers: { Authorization: `Bearer ${apiKey}` },
        body: { ...request, pattern },
      },
    );
    expect({ status, body }).toMatchObject({ status: 202 });
    const { id } = z.object({ id: z.string() }).parse(body);
    await stack.reach(id, "succeeded");
  },
);

test.each(["run-sync", "run-await"] as const)(
  "%s, invoked without the API, returns the result of its task",
  async (name) => {
    const { DurableExecutionArn } = await invoke(name, request.input, "Event", ":$LATEST");
    const execution = () => lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
    await expect
      .poll(async () => (await execution()).Status, { timeout: 45_000, interval: 50 })
      .toBe("SUCCEEDED");
    const { Result = "" } = await execution();
    expect(JSON.parse(Result)).toMatchObject({ status: "success", message: "Processed: hi" });
  },
);

test("a task that dies without a word is noticed by task-state's bundle", async () => {
  const { job } = await submitJob(
    stack.ports,
    {
      type: "simulate",
      pattern: "callback",
      input: { message: "hi", crashAt: 0 },
      retry: { maxAttempts: 1 },
    },
    { createdBy: "test" },
  );
  await stack.reach(job.id, "failed");
  expect(await stack.ports.jobs.getAttempt(job.id, 1)).toMatchObject({
    end: { class: "crashed", reportedBy: "event" },
  });
});

test("a job whose execution is stopped from outside is ended by task-state's bundle", async () => {
  const { job } = await submitJob(
    stack.ports,
    { type: "simulate", pattern: "await", input: { message: "hi", processingTime: 600 } },
    { createdBy: "test" },
  );
  const { executionArn: DurableExecutionArn } = await stack.reach(job.id, "running");
  await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn }));
  expect(await stack.reach(job.id, "failed")).toMatchObject({ error: { code: "execution_lost" } });
});

test("what was accepted and never started is started by the sweep's bundle", async () => {
  const before = new Date(stack.ports.clock.now().getTime() - 120_000);
  const { job } = await submitJob(
    {
      ...stack.ports,
      clock: { now: () => before },
      executions: {
        ...stack.ports.executions,
        start: () => Promise.reject(new Error("no Lambda")),
      },
    },
    request,
    { createdBy: "test" },
  );

  expect(await invoke("sweep", {})).not.toHaveProperty("FunctionError");

  await stack.reach(job.id, "succeeded");
});

const invoke = (
  name: FunctionName,
  payload: object,
  InvocationType: InvocationType = "RequestResponse",
  qualifier = "",
) =>
  lambda.send(
    new InvokeCommand({
      FunctionName: `${nameOf(name)}${qualifier}`,
      InvocationType,
      Payload: JSON.stringify(payload),
    }),
  );
