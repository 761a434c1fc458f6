import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  SendDurableExecutionCallbackSuccessCommand,
  type InvokeCommandInput,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";

import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { WrittenFunction } from "../../test/lambda/written-function.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../../test/temporary-folder.ts";

const patience = { timeout: 20_000, interval: 20 };
const durable = { executionTimeoutSeconds: 600, retentionPeriodInDays: 1 };

let folder: string;
let dataDir: string;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = temporaryFolder();
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  removeFolder(folder);
  removeFolder(dataDir);
});

async function start(
  written: Pick<WrittenFunction, "options">,
): Promise<{ aws: TestAws; user: LambdaUser }> {
  const aws = await startTestAws({ dataDir, functions: [written.options] });
  const user = new LambdaUser(aws);
  undo.push(() => aws.close());
  undo.push(() => user.close());
  return { aws, user };
}

async function close(): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step();
}

async function answer(user: LambdaUser, name: string, more: Partial<InvokeCommandInput> = {}) {
  return (await user.invoke(name, {}, more)).json;
}

async function callBack(user: LambdaUser, arn: string): Promise<void> {
  const started = (await user.history(arn)).find(
    ({ EventType }) => EventType === "CallbackStarted",
  );
  const CallbackId = started?.CallbackStartedDetails?.CallbackId;
  await user.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
}

test("new invocations run a changed module, and one that runs is not disturbed", async () => {
  const written = new WrittenFunction(folder, "plain");
  written.say("one");
  const { user } = await start(written);
  const until = join(folder, "go");
  const running = user.invoke("plain", { until });
  expect(await answer(user, "plain")).toBe("one");
  written.say("two");
  await expect.poll(() => answer(user, "plain"), patience).toBe("two");
  writeFileSync(until, "");
  expect((await running).json).toBe("one");
});

test("what cannot be loaded fails with Lambda's error until the next good change", async () => {
  const written = new WrittenFunction(folder, "plain");
  written.say("one");
  const { user } = await start(written);
  expect(await answer(user, "plain")).toBe("one");
  written.write("export const word =\n");
  await expect
    .poll(() => answer(user, "plain"), patience)
    .toMatchObject({ errorType: "Runtime.UserCodeSyntaxError" });
  written.write('import "./nowhere.ts";\n');
  expect(await answer(user, "plain")).toMatchObject({ errorType: "Runtime.ImportModuleError" });
  written.say("two");
  expect(await answer(user, "plain")).toBe("two");
});

test("an execution goes on with the code that it began with, new ones have the new", async () => {
  const written = new WrittenFunction(folder, "durable", { durable });
  written.say("one");
  const { user } = await start(written);
  const first = await user.start("durable", { waits: true });
  await user.until(first, "InvocationCompleted");
  written.say("two");
  await expect.poll(() => answer(user, "durable:$LATEST"), patience).toEqual(["two", "two"]);
  const second = await user.start("durable", { waits: true });
  await user.until(second, "InvocationCompleted");
  written.write("export const word =\n");
  await callBack(user, first);
  await callBack(user, second);
  expect((await user.end(first)).Result).toBe('["one","one"]');
  expect((await user.end(second)).Result).toBe('["two","two"]');
});

test("an execution goes on with its code when the server was away and the files are gone", async () => {
  const written = new WrittenFunction(folder, "durable", { durable });
  written.say("one");
  const before = await start(written);
  const arn = await before.user.start("durable", { waits: true });
  await before.user.until(arn, "InvocationCompleted");
  await close();
  rmSync(join(folder, "word.ts"));
  rmSync(join(folder, "handler.ts"));
  const { user } = await start(written);
  await callBack(user, arn);
  expect((await user.end(arn)).Result).toBe('["one","one"]');
});

test("that holds for CommonJS as well, and for modules found without their extension", async () => {
  const module = join(folder, "bundle.js");
  const word = join(folder, "word.js");
  writeFileSync(word, 'exports.word = "one";');
  writeFileSync(
    module,
    `const { existsSync } = require("node:fs");
     const { word } = require("./word");
     exports.handler = async () => {
       if (!existsSync(${JSON.stringify(join(folder, "go"))})) process.exit(1);
       return { Status: "SUCCEEDED", Result: JSON.stringify(word) };
     };`,
  );
  const options = { name: "bundle", module, export: "handler", durable };
  const before = await start({ options });
  const arn = await before.user.start("bundle", {});
  await before.user.until(arn, "InvocationCompleted");
  await close();
  rmSync(word);
  rmSync(module);
  writeFileSync(join(folder, "go"), "");
  const { aws, user } = await start({ options });
  aws.clock.advance(60_000);
  expect((await user.end(arn)).Result).toBe('"one"');
});

test("an execution that could not begin runs the code that heals it", async () => {
  const written = new WrittenFunction(folder, "durable", { durable });
  written.write("export const word =\n");
  const { aws, user } = await start(written);
  const arn = await user.start("durable", {});
  // Three times at once, the next after a second.
  const failures = async () =>
    (await user.eventTypes(arn)).filter((type) => type === "InvocationCompleted");
  await expect.poll(failures, patience).toHaveLength(4);
  written.say("one");
  aws.clock.advance(1_000);
  expect((await user.end(arn)).Result).toBe('["one","one"]');
});
