import { readdirSync } from "node:fs";
import { join } from "node:path";

import { PublishVersionCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";

import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { WrittenFunction } from "../test/lambda/written-function.ts";
import { startTestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const patience = { timeout: 20_000, interval: 20 };
const durable = { executionTimeoutSeconds: 600, retentionPeriodInDays: 1 };

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = temporaryFolder();
});
afterEach(() => {
  removeFolder(folder);
  removeFolder(dataDir);
});

test("at the start, code goes that no version and no execution under way needs", async () => {
  const written = new WrittenFunction(folder, "f", { durable });
  written.say("published");
  const aws = await startTestAws({ dataDir, functions: [written.options] });
  const user = new LambdaUser(aws);
  const answer = async () => (await user.invoke("f:$LATEST", {})).text;
  await user.client.send(new PublishVersionCommand({ FunctionName: "f" }));
  written.say("pinned");
  await expect.poll(answer, patience).toContain("pinned");
  const pinned = await user.start("f", { waits: true });
  await user.until(pinned, "InvocationCompleted");
  written.say("unused");
  await expect.poll(answer, patience).toContain("unused");
  user.close();
  await aws.close();
  const codes = () => readdirSync(join(dataDir, "code"));
  expect(codes()).toHaveLength(3);
  await (await startTestAws({ dataDir })).close();
  expect(codes()).toHaveLength(2);
});
