import {
  ListDurableExecutionsByFunctionCommand,
  type Execution,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { durableFunction, heldFunction, plainFunction } from "../../test/lambda/functions.ts";
import { holdExecution, type HeldExecution } from "../../test/lambda/held-execution.ts";
import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../../test/temporary-folder.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [heldFunction, plainFunction, durableFunction("quick"), durableFunction("waiting")],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const hold = (): Promise<HeldExecution> => holdExecution(user, aws.dataDir);

function invoke(FunctionName: string, more: Partial<OperationUpdate> = {}): OperationUpdate {
  return {
    Id: "invoke",
    Type: "CHAINED_INVOKE",
    SubType: "ChainedInvoke",
    Action: "START",
    ChainedInvokeOptions: { FunctionName },
    ...more,
  };
}

async function executionsOf(FunctionName: string): Promise<Execution[]> {
  const command = new ListDurableExecutionsByFunctionCommand({ FunctionName });
  return (await user.client.send(command)).DurableExecutions ?? [];
}

test("the child has a name and a history of its own, and no tenant unless it is given one", async () => {
  const caller = await holdExecution(user, aws.dataDir, null, { TenantId: "of the caller" });
  await caller.checkpoint([invoke("quick:$LATEST", { Payload: '{"n":1}' })]);
  caller.return({ Status: "PENDING" });
  await user.until(caller.arn, "ChainedInvokeSucceeded");
  const [child] = await executionsOf("quick");
  expect(child?.DurableExecutionName).toMatch(/^[0-9a-f-]{36}$/);
  const events = await user.history(child?.DurableExecutionArn ?? "");
  expect(events.map(({ EventType }) => EventType)).toEqual([
    "ExecutionStarted",
    "StepStarted",
    "StepSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
  expect(events[0]?.ExecutionStartedDetails?.Input?.Payload).toBe('{"n":1}');
  const [, started] = await user.history(caller.arn);
  expect(started?.ChainedInvokeStartedDetails).toEqual({
    FunctionName: "quick:$LATEST",
    Input: { Payload: '{"n":1}', Truncated: false },
    ExecutedVersion: "$LATEST",
    DurableExecutionArn: child?.DurableExecutionArn,
  });
});

test("a checkpoint that is refused starts nothing", async () => {
  const caller = await hold();
  const before = (await executionsOf("waiting")).length;
  const refused = caller.checkpoint([
    invoke("waiting:$LATEST"),
    { Id: "wait", Type: "WAIT", Action: "START" },
  ]);
  await expect(refused).rejects.toThrow("requires WaitOptions");
  expect(await executionsOf("waiting")).toHaveLength(before);
});

test("the outcome comes after the caller's sleep, however quick the target is", async () => {
  const caller = await hold();
  await caller.checkpoint([invoke("plain", { Payload: '{"note":"called"}' })]);
  caller.return({ Status: "PENDING" });
  await user.until(caller.arn, "ChainedInvokeSucceeded");
  expect(await user.eventTypes(caller.arn)).toEqual([
    "ExecutionStarted",
    "ChainedInvokeStarted",
    "InvocationCompleted",
    "ChainedInvokeSucceeded",
  ]);
});

test("a caller that does not sleep hears of the outcome in its next checkpoint", async () => {
  const caller = await hold();
  await caller.checkpoint([invoke("plain", { Payload: '{"say":"hello"}' })]);
  aws.clock.advance(1_000);
  await user.until(caller.arn, "ChainedInvokeSucceeded");
  expect(await caller.checkpoint([])).toMatchObject([
    { Id: "invoke", Status: "SUCCEEDED", ChainedInvokeDetails: { Result: expect.any(String) } },
  ]);
});

test("what was not started yet when the server closed is started once by the next one", async () => {
  const dataDir = temporaryFolder();
  const functions = [heldFunction, plainFunction];
  const first = await startTestAws({ dataDir, functions });
  const before = new LambdaUser(first);
  const caller = await holdExecution(before, dataDir);
  await caller.checkpoint([invoke("plain", { Payload: '{"note":"started"}' })]);
  before.close();
  await first.close();
  expect(before.notes()).toEqual([]);
  const second = await startTestAws({ dataDir, functions });
  const after = new LambdaUser(second);
  onTestFinished(async () => {
    after.close();
    await second.close();
    removeFolder(dataDir);
  });
  await after.until(caller.arn, "ChainedInvokeSucceeded");
  expect(after.notes()).toEqual(["started"]);
  expect(await after.eventTypes(caller.arn)).toEqual([
    "ExecutionStarted",
    "ChainedInvokeStarted",
    "InvocationCompleted",
    "ChainedInvokeSucceeded",
  ]);
});

test("the end of an invoke that starts as its context ends is told of in the history and wakes its caller all the same", async () => {
  const caller = await hold();
  const context = { Id: "context", Type: "CONTEXT", SubType: "Parallel" } as const;
  await caller.checkpoint([
    { ...context, Action: "START" },
    invoke("plain", { ParentId: "context", Payload: '{"note":"orphan"}' }),
    { ...context, Action: "SUCCEED" },
    { Id: "wait", Type: "WAIT", Action: "START", WaitOptions: { WaitSeconds: 60 } },
  ]);
  caller.return({ Status: "PENDING" });
  await caller.untilInvoked(2);
  caller.return({ Status: "PENDING" });
  await user.until(caller.arn, "InvocationCompleted");
  aws.clock.advance(60_000);
  await caller.untilInvoked(3);
  expect(await user.eventTypes(caller.arn)).toEqual([
    "ExecutionStarted",
    "ContextStarted",
    "ChainedInvokeStarted",
    "ContextSucceeded",
    "WaitStarted",
    "InvocationCompleted",
    "ChainedInvokeSucceeded",
    "InvocationCompleted",
    "WaitSucceeded",
  ]);
});

test("a tenant that cannot be is refused", async () => {
  const caller = await hold();
  const ChainedInvokeOptions = { FunctionName: "plain", TenantId: "" };
  const refused = caller.checkpoint([invoke("plain", { ChainedInvokeOptions })]);
  await expect(refused).rejects.toThrow(/TenantId/);
});

test("a payload of just 1 MiB is passed on", async () => {
  const caller = await hold();
  const Payload = JSON.stringify({ fill: "x".repeat(1_048_576 - 11) });
  expect(Buffer.byteLength(Payload)).toBe(1_048_576);
  await caller.checkpoint([invoke("quick:$LATEST", { Payload })]);
  caller.return({ Status: "PENDING" });
  await user.until(caller.arn, "ChainedInvokeSucceeded");
  await expect
    .poll(async () => (await executionsOf("quick"))[0]?.Status, patience)
    .toBe("SUCCEEDED");
});
