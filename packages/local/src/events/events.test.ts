import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { ManualClock } from "../manual-clock.ts";
import { recorder } from "../test/invocations.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const patience = { timeout: 10_000 };
const orders = { name: "orders", pattern: { source: ["shop"] }, function: "on-order" };

describe("the default bus", () => {
  let aws: TestAws;
  let client: EventBridgeClient;
  beforeAll(async () => {
    aws = await startTestAws({ rules: [orders], functions: [recorder("on-order")] });
    client = new EventBridgeClient(aws.client);
  });
  afterAll(async () => {
    client.destroy();
    await aws.close();
  });

  const put = (...entries: object[]) =>
    client.send(
      new PutEventsCommand({
        Entries: entries.map((entry) => ({
          Source: "shop",
          DetailType: "Order",
          Detail: '{"n":1}',
          ...entry,
        })),
      }),
    );

  test("gives a matching event, in AWS's envelope, to the rule's function, and no other", async () => {
    const answer = await put({ Resources: ["r"] }, { Source: "elsewhere" });
    expect(answer.FailedEntryCount).toBe(0);
    const next = await put({});
    await expect.poll(aws.invocations, patience).toHaveLength(2);
    const received = aws.invocations();
    const ids = [answer, next].map(({ Entries }) => Entries?.[0]?.EventId);
    expect(new Set(received.map(({ event }) => event.id))).toEqual(new Set(ids));
    const first = received.find(({ event }) => event.id === ids[0]);
    expect(first).toMatchObject({
      functionName: "on-order",
      event: {
        version: "0",
        id: ids[0],
        "detail-type": "Order",
        source: "shop",
        account: "123456789012",
        region: "eu-central-1",
        resources: ["r"],
        detail: { n: 1 },
      },
    });
    expect(first?.event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test("refuses single entries and takes the others", async () => {
    const answer = await put(
      { Detail: "no json" },
      { Source: "aws.ecs" },
      { DetailType: "" },
      { EventBusName: "other" },
      {},
    );
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      "MalformedDetail",
      "NotAuthorizedForSourceException",
      "InvalidArgument",
      "ResourceNotFoundException",
      undefined,
    ]);
  });

  test("refuses a time that is none, a detail nested too deep, and more than a megabyte", async () => {
    const refused = { name: "ValidationException" };
    await expect(put({ Time: new Date(8.64e15 - 1) })).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    const far = { Source: "shop", DetailType: "Order", Detail: "{}", Time: 8.64e12 + 1 };
    const answer = await fetch(aws.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSEvents.PutEvents" },
      body: JSON.stringify({ Entries: [far] }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: "ValidationException", message: expect.stringMatching(/^Entries\.0\.Time: /) },
    ]);
    const deep = `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect((await put({ Detail: deep })).Entries?.[0]?.ErrorCode).toBe("MalformedDetail");
    const half = JSON.stringify({ text: "€".repeat(180_000) });
    await expect(put({ Detail: half }, { Detail: half })).rejects.toMatchObject(refused);
  });

  test("lists its rules", async () => {
    const { Rules } = await client.send(new ListRulesCommand({}));
    expect(Rules).toMatchObject([
      { Name: "orders", State: "ENABLED", EventPattern: '{"source":["shop"]}' },
    ]);
  });
});

test("a schedule fires by the clock, in rhythm, once for what was missed, and survives a restart", async () => {
  const dataDir = temporaryFolder();
  onTestFinished(() => removeFolder(dataDir));
  const rules = [{ name: "often", schedule: "rate(5 minutes)", function: "sweep" }];
  const options = { dataDir, rules, functions: [recorder("sweep")], clock: new ManualClock() };
  const first = await startTestAws(options);
  first.clock.advance(301_000);
  await expect.poll(first.invocations, patience).toHaveLength(1);
  expect(first.invocations()[0]).toMatchObject({
    functionName: "sweep",
    event: {
      "detail-type": "Scheduled Event",
      source: "aws.events",
      detail: {},
      resources: ["arn:aws:events:eu-central-1:123456789012:rule/often"],
    },
  });
  first.clock.advance(3 * 300_000);
  await expect.poll(first.invocations, patience).toHaveLength(2);
  await first.close();

  // A schedule that begins anew at the start would be due a minute later.
  first.clock.advance(60_000);
  const second = await startTestAws(options);
  onTestFinished(() => second.close());
  second.clock.advance(240_000);
  await expect.poll(second.invocations, patience).toHaveLength(3);
  const times = second.invocations().map(({ event }) => Date.parse(event.time));
  const [start = 0] = times;
  expect(times.map((time) => Math.round((time - start) / 60_000))).toEqual([0, 15, 20]);
});
