import { afterEach, expect, test } from "vitest";

import { runsAs } from "../runs-as.ts";
import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { spawnTestAws } from "../test/spawn-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test("an invocation whose handler ran is in the history, even if the server died at that moment", async () => {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  const options = { functions: [durableFunction("parricidal")] };
  const first = await spawnTestAws(dataDir, options);
  const user = new LambdaUser(first);
  undo.push(() => user.close());
  const arn = await user.start("parricidal");
  await expect.poll(() => runsAs(first.pid, "cli.js"), { timeout: 20_000 }).toBe(false);

  const next = await spawnTestAws(dataDir, {
    ...options,
    port: Number(new URL(first.endpoint).port),
  });
  undo.push(() => next.terminate());
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"survived"' });
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "InvocationCompleted",
    "StepStarted",
    "StepSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});
