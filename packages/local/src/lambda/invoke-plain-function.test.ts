import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { plainFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      plainFunction,
      { ...plainFunction, name: "hasty", timeoutSeconds: 1 },
      { ...plainFunction, name: "missing", export: "nobody" },
      { ...plainFunction, name: "no-module", module: "/no/such/module.ts" },
    ],
  });
  user = new LambdaUser(aws);
  logs = new CloudWatchLogsClient(aws.client);
});
afterAll(async () => {
  user.close();
  logs.destroy();
  await aws.close();
});

async function logLines(group: string): Promise<string[]> {
  const answer = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
  return answer.events?.map(({ message }) => message ?? "") ?? [];
}

test("a synchronous call gets the handler's result, its context and Lambda's environment", async () => {
  const clientContext = Buffer.from(JSON.stringify({ custom: { a: 1 } })).toString("base64");
  const answer = await user.invoke("plain", { say: "hello" }, { ClientContext: clientContext });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
  expect(answer.json).toMatchObject({
    input: { say: "hello" },
    functionName: "plain",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:plain",
    clientContext: { custom: { a: 1 } },
    environment: {
      AWS_LAMBDA_FUNCTION_NAME: "plain",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/plain",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: "eu-central-1",
      GREETING: "hello",
    },
  });
  expect(answer.json).not.toHaveProperty("environment.VITEST");
});

test("a name, a partial ARN and an ARN reach the function", async () => {
  const arn = "arn:aws:lambda:eu-central-1:123456789012:function:plain";
  for (const name of ["123456789012:function:plain", arn, `${arn}:$LATEST`, "plain:$LATEST"]) {
    expect((await user.invoke(name, {})).ExecutedVersion).toBe("$LATEST");
  }
  await expect(user.invoke("plain:7", {})).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Function not found: ${arn}:7`,
  });
  await expect(user.invoke("nobody", {})).rejects.toMatchObject({
    message: `Function not found: ${arn.replace("plain", "nobody")}:$LATEST`,
  });
  await expect(user.invoke("plain:1", {}, { Qualifier: "$LATEST" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});

test("a response that is larger than any function's may be is an error of the function", async () => {
  // The input is in the result.
  const { FunctionError, json } = await user.invoke("plain", { ballast: "x".repeat(6_291_000) });
  expect({ FunctionError, json }).toEqual({
    FunctionError: "Unhandled",
    json: {
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    },
  });
});

test("a call without a payload calls the handler with an empty object", async () => {
  const body = await fetch(`${aws.endpoint}/2015-03-31/functions/plain/invocations`, {
    method: "POST",
  });
  expect(await body.json()).toMatchObject({ input: {} });
});

test("an error of the handler is the answer, marked as such", async () => {
  const answer = await user.invoke("plain", { fail: "too far" });
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
  expect(answer.json).toMatchObject({ errorType: "RangeError", errorMessage: "too far" });
});

test.each([
  ["exit", "Runtime.ExitError", /Runtime exited with error: exit status 3$/],
  ["kill", "Runtime.ExitError", /Runtime exited with error: signal: killed$/],
  ["reject", "Runtime.UnhandledPromiseRejection", /^nobody listens$/],
])("a crash (%s) fails its own invocation and not the next", async (crash, type, message) => {
  const answer = await user.invoke("plain", { crash });
  expect(answer.FunctionError).toBe("Unhandled");
  expect(answer.json).toMatchObject({
    errorType: type,
    errorMessage: expect.stringMatching(message),
  });
  expect((await user.invoke("plain", {})).FunctionError).toBeUndefined();
});

test("an invocation is killed when its time is over, in Lambda's words", async () => {
  const answer = await user.invoke("hasty", { hang: true });
  expect(answer.json).toMatchObject({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(/Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/),
  });
});

test("a function that cannot be loaded says why", async () => {
  expect((await user.invoke("missing", {})).json).toMatchObject({
    errorType: "Runtime.HandlerNotFound",
    errorMessage: expect.stringMatching(/exports no function "nobody"; it exports plain$/),
  });
  expect((await user.invoke("no-module", {})).json).toMatchObject({
    errorType: "Runtime.ImportModuleError",
    errorMessage: expect.stringContaining("/no/such/module.ts"),
  });
});

test("processes are reused, and invocations at the same time have one each", async () => {
  const pids = new Set<unknown>();
  for (let call = 0; call < 3; call += 1) {
    const { json } = await user.invoke("plain", {});
    pids.add(json !== null && typeof json === "object" && "pid" in json && json.pid);
  }
  expect(pids.size).toBe(1);
});

test("what a handler prints is in its log, between START, END and REPORT", async () => {
  const answer = await user.invoke("plain", { say: "a line to find" }, { LogType: "Tail" });
  const tail = Buffer.from(answer.LogResult ?? "", "base64").toString();
  const [start, line, end, report] = tail.trimEnd().split("\n");
  expect(start).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
  expect(line).toBe("a line to find");
  expect(end).toMatch(/^END RequestId: [0-9a-f-]{36}$/);
  expect(report).toMatch(
    /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\t/,
  );
  expect(await logLines("/aws/lambda/plain")).toContain("a line to find");
});

test("an asynchronous call is accepted at once and tried three times, minutes apart", async () => {
  const answer = await user.invoke(
    "plain",
    { note: "tried", fail: "always" },
    { InvocationType: "Event" },
  );
  expect(answer).toMatchObject({ StatusCode: 202, text: "" });
  const id = answer.$metadata.requestId;
  // The report of a try and what is decided after it are one transaction.
  const tries = async () =>
    (await logLines("/aws/lambda/plain")).filter((line) =>
      line.startsWith(`REPORT RequestId: ${id}`),
    );
  await expect.poll(tries, patience).toHaveLength(1);
  aws.clock.advance(60_000);
  await expect.poll(tries, patience).toHaveLength(2);
  aws.clock.advance(120_000);
  await vi.waitFor(async () => {
    const lines = await logLines("/aws/lambda/plain");
    expect(lines.join()).toMatch(/failed 3 times and was dropped: RangeError/);
  }, patience);
  expect(user.notes().filter((note) => note === "tried")).toHaveLength(3);
});

test("a dry run checks and does nothing", async () => {
  const answer = await user.invoke("plain", { note: "dry" }, { InvocationType: "DryRun" });
  expect(answer).toMatchObject({ StatusCode: 204, text: "" });
  await expect(user.invoke("nobody", {}, { InvocationType: "DryRun" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  expect(user.notes()).not.toContain("dry");
});

test("a payload that is no JSON, or too large, is refused", async () => {
  await expect(user.invoke("plain", {}, { Payload: "{" })).rejects.toMatchObject({
    name: "InvalidRequestContentException",
  });
  const large = { text: "x".repeat(1024 * 1024) };
  await expect(user.invoke("plain", large, { InvocationType: "Event" })).rejects.toMatchObject({
    name: "RequestTooLargeException",
  });
  expect((await user.invoke("plain", large)).StatusCode).toBe(200);
});
