import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { FilterLogEventsCommand, CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runsAs } from "../../runs-as.ts";
import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../../test/temporary-folder.ts";

const module = join(import.meta.dirname, "../../test/lambda/hungry-handlers.ts");
const memoryMb = 128;

let folder: string;
/** While this file is there, the module of the function "fat" takes too much. */
let fat: string;
let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  folder = temporaryFolder();
  fat = join(folder, "fat");
  const fatModule = join(folder, "fat.ts");
  writeFileSync(
    fatModule,
    `import { existsSync } from "node:fs";
     export { hungry } from ${JSON.stringify(module)};
     export const held = existsSync(${JSON.stringify(fat)}) ? [Buffer.alloc(300 * 2 ** 20, 1)] : [];
     if (held.length > 0) await new Promise((resolve) => setTimeout(resolve, 60_000));`,
  );
  const hungry = { module, export: "hungry", memoryMb };
  aws = await startTestAws({
    functions: [
      { ...hungry, name: "hungry" },
      { ...hungry, name: "shared", perExecutionEnvironmentMaxConcurrency: 3 },
      { name: "roomy", module, export: "hungry" },
      {
        ...hungry,
        name: "durable",
        export: "hungryOnce",
        durable: { executionTimeoutSeconds: 600, retentionPeriodInDays: 1 },
      },
      { ...hungry, name: "fat", module: fatModule },
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
  removeFolder(folder);
});

const outOfMemory = {
  errorType: "Runtime.OutOfMemory",
  errorMessage: expect.stringMatching(
    /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$/,
  ),
};
const killed = { StatusCode: 200, FunctionError: "Unhandled", json: outOfMemory };
const report =
  /^REPORT RequestId: \S+\tDuration: \S+ ms\t.*Memory Size: 128 MB\tMax Memory Used: 128 MB\t/m;

async function pidOf(name: string): Promise<number> {
  return Number((await user.invoke(name, { note: "pid" })).json);
}

const eating = (note: string, eater = "handler") => ({ note, eater, until: "never" });

/** Resolves when the handler runs, to what it will answer. */
async function waiting(name: string, note: string, more: { eater?: "handler" } = {}) {
  const answer = user.invoke(name, { note, until: `${note}-goes`, ...more });
  await user.untilNoted(note);
  return { answer, go: () => writeFileSync(join(aws.dataDir, `${note}-goes`), "") };
}

test("an invocation that takes more memory than its function has ends in Lambda's words, and the next is well", async () => {
  const pid = await pidOf("hungry");
  const answer = await user.invoke("hungry", eating("eats"), { LogType: "Tail" });
  expect(answer).toMatchObject(killed);
  expect(Buffer.from(answer.LogResult ?? "", "base64").toString()).toMatch(report);
  expect(runsAs(pid, "function-host")).toBe(false);
  expect(await pidOf("hungry")).not.toBe(pid);

  const logs = new CloudWatchLogsClient(aws.client);
  const logGroupName = "/aws/lambda/hungry";
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  logs.destroy();
  const lines = events.map(({ message }) => message).join("\n");
  expect(lines).toMatch(report);
  expect(lines).toMatch(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/m);
});

test("what it started counts too, and ends with it", async () => {
  expect(await user.invoke("hungry", eating("child", "child"))).toMatchObject(killed);
  const [, pid] = /child (\d+)/.exec(user.notes().join()) ?? [];
  await expect.poll(() => runsAs(Number(pid), "held")).toBe(false);
});

test("one that holds less is left alone, however long it runs, and so is one of a function with room", async () => {
  const slim = await waiting("hungry", "slim");
  const roomy = await waiting("roomy", "roomy", { eater: "handler" });
  // When the second of these is killed, the others have been looked at.
  for (const note of ["first", "second"]) {
    expect(await user.invoke("hungry", eating(note))).toMatchObject(killed);
  }
  for (const { go, answer } of [slim, roomy]) {
    go();
    expect((await answer).json).toEqual(expect.any(Number));
  }
});

test("all invocations that share the process end with it", async () => {
  const pid = await pidOf("shared");
  const { answer } = await waiting("shared", "innocent");
  expect(await user.invoke("shared", eating("guilty"))).toMatchObject(killed);
  expect(await answer).toMatchObject(killed);
  expect(await pidOf("shared")).not.toBe(pid);
});

test("an invocation of a durable execution is repeated, as after every failure", async () => {
  const arn = await user.start("durable");
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"survived"' });
  expect(user.notes().filter((note) => note === "before")).toHaveLength(1);
  const errors = (await user.history(arn)).flatMap(
    ({ InvocationCompletedDetails }) => InvocationCompletedDetails?.Error ?? [],
  );
  expect(errors).toMatchObject([
    {
      Payload: {
        ErrorType: outOfMemory.errorType,
        ErrorMessage: outOfMemory.errorMessage,
      },
    },
  ]);
});

test("a process that takes too much when it loads its module is no change of the code: the others go on", async () => {
  const pid = await pidOf("fat");
  const { answer, go } = await waiting("fat", "light");
  writeFileSync(fat, "");
  expect((await user.invoke("fat", { note: "heavy" })).json).toEqual({
    errorType: "Runtime.OutOfMemory",
    errorMessage: "Error: Runtime exited with error: signal: killed",
  });
  rmSync(fat);
  go();
  expect((await answer).json).toBe(pid);
  expect(await pidOf("fat")).toBe(pid);
});
