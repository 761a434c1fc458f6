import {
  GetDurableExecutionHistoryCommand,
  ListDurableExecutionsByFunctionCommand,
  PublishVersionCommand,
  StopDurableExecutionCommand,
  type ListDurableExecutionsByFunctionCommandInput,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const hourMs = 3_600_000;

let aws: TestAws;
let user: LambdaUser;
/** Oldest first: one of each status, an hour apart; the last is of another version. */
const names = ["succeeded", "failed", "stopped", "running", "versioned"];
const startTimes = new Map<string, Date>();

beforeAll(async () => {
  const module = durableFunction("waiting").module;
  const durable = { executionTimeoutSeconds: 864_000, retentionPeriodInDays: 30 };
  aws = await startTestAws({
    functions: [{ name: "listed", module, export: "endingAsAsked", durable }],
  });
  user = new LambdaUser(aws);
  for (const DurableExecutionName of names) {
    if (DurableExecutionName === "versioned") {
      await user.client.send(new PublishVersionCommand({ FunctionName: "listed" }));
    }
    const qualifier = DurableExecutionName === "versioned" ? "1" : "$LATEST";
    const { arn } = await user.invoke(
      `listed:${qualifier}`,
      { end: DurableExecutionName },
      { InvocationType: "Event", DurableExecutionName },
    );
    await untilSettled(arn, DurableExecutionName);
    startTimes.set(DurableExecutionName, (await user.execution(arn)).StartTimestamp ?? new Date());
    aws.clock.advance(hourMs);
  }
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function untilSettled(arn: string, name: string): Promise<void> {
  if (name === "succeeded" || name === "failed" || name === "versioned") {
    await user.end(arn);
    return;
  }
  await user.until(arn, "InvocationCompleted");
  if (name !== "stopped") return;
  await user.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn }));
}

async function list(more: Partial<ListDurableExecutionsByFunctionCommandInput> = {}) {
  const { DurableExecutions = [], NextMarker } = await user.client.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: "listed", ...more }),
  );
  return { found: DurableExecutions.map((each) => each.DurableExecutionName), NextMarker };
}

const started = (name: string, byMs = 0) => new Date((startTimes.get(name)?.getTime() ?? 0) + byMs);

test.each<[string, Partial<ListDurableExecutionsByFunctionCommandInput>, string[]]>([
  ["nothing: all, newest first", {}, names.toReversed()],
  ["ReverseOrder: all, oldest first", { ReverseOrder: true }, names],
  ["one status", { Statuses: ["STOPPED"] }, ["stopped"]],
  [
    "several statuses, in the order of the starts",
    { Statuses: ["RUNNING", "FAILED", "SUCCEEDED", "FAILED"] },
    ["versioned", "running", "failed", "succeeded"],
  ],
  ["a status that none has", { Statuses: ["TIMED_OUT"] }, []],
  ["statuses that AWS alone knows", { Statuses: ["PAUSED", "DELETING"] as never[] }, []],
  ["a name", { DurableExecutionName: "failed" }, ["failed"]],
  ["a name that none has", { DurableExecutionName: "nobody" }, []],
  ["a version", { Qualifier: "1" }, ["versioned"]],
  ["$LATEST", { Qualifier: "$LATEST", Statuses: ["SUCCEEDED"] }, ["succeeded"]],
])("filtered by %s", async (_filter, input, expected) => {
  expect((await list(input)).found).toEqual(expected);
});

test("filtered by their starts: after one moment, before another, the moments left out", async () => {
  const StartedAfter = started("succeeded");
  const StartedBefore = started("running");
  expect((await list({ StartedAfter })).found).toEqual([
    "versioned",
    "running",
    "stopped",
    "failed",
  ]);
  expect((await list({ StartedBefore })).found).toEqual(["stopped", "failed", "succeeded"]);
  expect((await list({ StartedAfter, StartedBefore })).found).toEqual(["stopped", "failed"]);
  expect((await list({ StartedAfter: StartedBefore, StartedBefore: StartedAfter })).found).toEqual(
    [],
  );
});

test.each([{ ReverseOrder: false }, { ReverseOrder: true }])(
  "pages of a filtered list hold each once, with %o",
  async ({ ReverseOrder }) => {
    const Statuses = ["RUNNING", "SUCCEEDED", "FAILED", "STOPPED"] as const;
    const filter = { ReverseOrder, Statuses: [...Statuses], MaxItems: 2 };
    const first = await list(filter);
    const second = await list({ ...filter, Marker: first.NextMarker });
    const third = await list({ ...filter, Marker: second.NextMarker });
    const all = ReverseOrder ? names : names.toReversed();
    expect([...first.found, ...second.found, ...third.found]).toEqual(all);
    expect(third.NextMarker).toBeUndefined();
  },
);

test.each([{ ReverseOrder: false }, { ReverseOrder: true }])(
  "pages of those that started between two moments hold each once, as often as they are asked for, with %o",
  async ({ ReverseOrder }) => {
    const moments = { StartedAfter: started("succeeded"), StartedBefore: started("versioned") };
    const filter = { ReverseOrder, ...moments, MaxItems: 2 };
    const first = await list(filter);
    const second = await list({ ...filter, Marker: first.NextMarker });
    const within = ["failed", "stopped", "running"];
    const all = ReverseOrder ? within : within.toReversed();
    expect([...first.found, ...second.found]).toEqual(all);
    expect(second.NextMarker).toBeUndefined();
    expect(await list({ ...filter, Marker: first.NextMarker })).toEqual(second);
  },
);

test.each<[string, Record<string, string>, RegExp]>([
  ["an unknown status", { Statuses: "DONE" }, /^ValidationException: Statuses/],
  ["a name that cannot be", { DurableExecutionName: "a b" }, /^ValidationException: DurableExec/],
  ["a time that is none", { StartedAfter: "yesterday" }, /^ValidationException: StartedAfter/],
  ["a negative page size", { MaxItems: "-1" }, /^ValidationException: MaxItems/],
  ["too large a page", { MaxItems: "1001" }, /^ValidationException: MaxItems/],
  ["a page size that is no number", { MaxItems: "all" }, /^ValidationException: MaxItems/],
  ["a marker of nobody", { Marker: "nonsense" }, /^InvalidParameterValueException: Invalid marker/],
  [
    "a marker of an earlier version",
    { Marker: Buffer.from("executions:2").toString("base64url") },
    /^InvalidParameterValueException: Invalid marker/,
  ],
  ["an order that is none", { ReverseOrder: "True" }, /^ValidationException: ReverseOrder/],
  ["an unknown version", { Qualifier: "7" }, /^ResourceNotFoundException: Function not found/],
])("%s is refused", async (_what, query, expected) => {
  const url = new URL("/2025-12-01/functions/listed/durable-executions", aws.endpoint);
  for (const [member, value] of Object.entries(query)) url.searchParams.set(member, value);
  const response = await fetch(url);
  const body = (await response.json()) as { message?: string; Message?: string };
  const text = `${response.headers.get("x-amzn-errortype")}: ${body.message ?? body.Message}`;
  expect(text).toMatch(expected);
});

test("a marker of another look-up is refused", async () => {
  const { NextMarker } = await list({ MaxItems: 1 });
  const { DurableExecutions = [] } = await user.client.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: "listed" }),
  );
  const history = new GetDurableExecutionHistoryCommand({
    DurableExecutionArn: DurableExecutions[0]?.DurableExecutionArn,
    Marker: NextMarker,
  });
  await expect(user.client.send(history)).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Invalid marker.",
  });
});

test("a function that does not exist has no list", async () => {
  await expect(list({ FunctionName: "nobody" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});
