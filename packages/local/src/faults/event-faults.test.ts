import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, onTestFinished, test } from "vitest";

import { ManualClock } from "../manual-clock.ts";
import { faultsOf } from "../test/faults-of.ts";
import { recorder } from "../test/invocations.ts";
import { startTestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const patience = { timeout: 10_000 };

async function start(options: Parameters<typeof startTestAws>[0] = {}) {
  const aws = await startTestAws({
    functions: [recorder("on-order")],
    rules: [{ name: "orders", pattern: { source: ["shop"] }, function: "on-order" }],
    ...options,
  });
  const client = new EventBridgeClient(aws.client);
  const put = (DetailType: string) =>
    client.send(new PutEventsCommand({ Entries: [{ Source: "shop", DetailType, Detail: "{}" }] }));
  const received = () =>
    aws
      .invocations()
      .map(({ event }) => event["detail-type"])
      .toSorted();
  onTestFinished(async () => {
    client.destroy();
    await aws.close();
  });
  return { aws, put, received, arm: (fault: object) => faultsOf(aws, "POST", fault) };
}

test("events are dropped, doubled and late, so often as asked and of the type that was asked", async () => {
  const { aws, put, received, arm } = await start();
  await arm({ kind: "event-delay", detailType: "Late", delayMs: 60_000 });
  await arm({ kind: "event-drop" });
  await arm({ kind: "event-duplicate" });
  for (const type of ["Dropped", "Doubled", "Late", "Whole"]) await put(type);
  await expect.poll(received, patience).toEqual(["Doubled", "Doubled", "Whole"]);
  aws.clock.advance(60_000);
  await expect.poll(received, patience).toEqual(["Doubled", "Doubled", "Late", "Whole"]);
  expect(await (await faultsOf(aws, "GET")).json()).toEqual({ faults: [] });
});

test("a late event outlives the server", async () => {
  const dataDir = temporaryFolder();
  onTestFinished(() => removeFolder(dataDir));
  const clock = new ManualClock();
  const { aws, put, arm } = await start({ dataDir, clock });
  await arm({ kind: "event-delay", delayMs: 60_000 });
  await put("Late");
  await aws.close();
  const { received } = await start({ dataDir, clock });
  clock.advance(60_000);
  await expect.poll(received, patience).toEqual(["Late"]);
});
