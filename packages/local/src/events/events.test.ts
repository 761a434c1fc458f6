import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { removeFolder, startServices, temporaryFolder } from "../test/start-services.ts";

const orders = { name: "orders", pattern: { source: ["shop"] }, function: "on-order" };

describe("the default bus", () => {
  let services: Awaited<ReturnType<typeof startServices>>;
  let client: EventBridgeClient;
  beforeAll(async () => {
    services = await startServices({ rules: [orders] });
    client = new EventBridgeClient(services.client);
  });
  afterAll(async () => {
    client.destroy();
    await services.close();
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
    const received = services.invocations();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      functionName: "on-order",
      event: {
        version: "0",
        id: answer.Entries?.[0]?.EventId,
        "detail-type": "Order",
        source: "shop",
        account: "123456789012",
        region: "eu-central-1",
        resources: ["r"],
        detail: { n: 1 },
      },
    });
    expect(received[0]?.event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
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

  test("lists its rules", async () => {
    const { Rules } = await client.send(new ListRulesCommand({}));
    expect(Rules).toMatchObject([
      { Name: "orders", State: "ENABLED", EventPattern: '{"source":["shop"]}' },
    ]);
  });
});

describe("a schedule", () => {
  const rules = [{ name: "often", schedule: "rate(5 minutes)", function: "sweep" }];

  test("fires by the clock, in rhythm, once for what was missed, and survives a restart", async () => {
    const dataDir = temporaryFolder();
    onTestFinished(() => removeFolder(dataDir));
    const first = await startServices({ dataDir, rules });
    first.clock.advance(301_000);
    await expect.poll(first.invocations).toHaveLength(1);
    expect(first.invocations()[0]).toMatchObject({
      functionName: "sweep",
      event: { "detail-type": "Scheduled Event", source: "aws.events", detail: {} },
    });
    expect(first.invocations()[0]?.event.resources).toEqual([
      "arn:aws:events:eu-central-1:123456789012:rule/often",
    ]);
    first.clock.advance(3 * 300_000);
    await expect.poll(first.invocations).toHaveLength(2);
    await first.close();

    // The second server's clock is back at the present, so that nothing is due for 20 minutes.
    const second = await startServices({ dataDir, rules });
    second.clock.advance(19 * 60_000);
    await new Promise(setImmediate);
    expect(second.invocations()).toHaveLength(2);
    second.clock.advance(6 * 60_000 + 5_000);
    await expect.poll(second.invocations).toHaveLength(3);
    await second.close();
  });
});
