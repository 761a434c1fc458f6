import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListAliasesCommand,
  ListDurableExecutionsByFunctionCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  SendDurableExecutionCallbackSuccessCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { FunctionOptions } from "../options.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { WrittenFunction } from "../test/lambda/written-function.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const patience = { timeout: 20_000, interval: 20 };
const durable = { executionTimeoutSeconds: 600, retentionPeriodInDays: 1 };
const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:f";

let folder: string;
let dataDir: string;
let aws: TestAws;
let user: LambdaUser;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = temporaryFolder();
});
afterEach(async () => {
  await stop();
  removeFolder(folder);
  removeFolder(dataDir);
});

async function start(options: FunctionOptions): Promise<void> {
  aws = await startTestAws({ dataDir, functions: [options] });
  user = new LambdaUser(aws);
}

async function stop(): Promise<void> {
  user.close();
  await aws.close();
}

async function startSaying(word: string, options: Partial<FunctionOptions>) {
  const written = new WrittenFunction(folder, "f", options);
  written.say(word);
  await start(written.options);
  return written;
}

async function publish(): Promise<string | undefined> {
  return (await user.client.send(new PublishVersionCommand({ FunctionName: "f" }))).Version;
}

async function answer(qualifier: string): Promise<unknown> {
  return (await user.invoke("f", {}, { Qualifier: qualifier })).json;
}

test("a version stays what it was when it was published, also after a restart", async () => {
  const written = await startSaying("one", {});
  expect(await publish()).toBe("1");
  expect(await publish()).toBe("1");
  written.say("two");
  await expect.poll(() => answer("$LATEST"), patience).toBe("two");
  expect(await publish()).toBe("2");
  await stop();
  written.say("three");
  await start({ ...written.options, memoryMb: 512 });
  expect(await answer("$LATEST")).toBe("three");
  expect(await answer("1")).toBe("one");
  expect(await answer("2")).toBe("two");
  const { Versions } = await user.client.send(
    new ListVersionsByFunctionCommand({ FunctionName: "f" }),
  );
  expect(Versions?.map(({ FunctionArn, MemorySize }) => [FunctionArn, MemorySize])).toEqual([
    [`${functionArn}:$LATEST`, 512],
    [`${functionArn}:1`, 1024],
    [`${functionArn}:2`, 1024],
  ]);
  await expect(answer("3")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("an alias that is moved does not move an execution that is under way", async () => {
  const written = await startSaying("one", { durable });
  const { client } = user;
  const live = { FunctionName: "f", Name: "live" };
  await publish();
  await client.send(new CreateAliasCommand({ ...live, FunctionVersion: "1" }));
  const first = await user.invoke("f:live", { waits: true }, { InvocationType: "Event" });
  expect(first.ExecutedVersion).toBe("1");
  expect(first.arn).toContain(`${functionArn}:1/durable-execution/`);
  await user.until(first.arn, "InvocationCompleted");
  written.say("two");
  await expect.poll(() => answer("$LATEST"), patience).toEqual(["two", "two"]);
  expect(await answer("live")).toEqual(["one", "one"]);
  await publish();
  await client.send(new UpdateAliasCommand({ ...live, FunctionVersion: "2" }));
  expect(await answer("live")).toEqual(["two", "two"]);
  const started = (await user.history(first.arn)).find((event) => event.CallbackStartedDetails);
  const CallbackId = started?.CallbackStartedDetails?.CallbackId;
  await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  expect(await user.end(first.arn)).toMatchObject({
    Version: "1",
    FunctionArn: `${functionArn}:1`,
    Result: '["one","one"]',
  });
  const { DurableExecutions } = await client.send(
    new ListDurableExecutionsByFunctionCommand({ FunctionName: "f", Qualifier: "live" }),
  );
  expect(DurableExecutions?.map(({ FunctionArn }) => FunctionArn)).toEqual([`${functionArn}:2`]);
});

test("aliases are made, described, listed and removed as on AWS", async () => {
  await startSaying("one", {});
  const { client } = user;
  await publish();
  const live = { FunctionName: "f", Name: "live" };
  const alias = { AliasArn: `${functionArn}:live`, Name: "live", FunctionVersion: "1" };
  const create = new CreateAliasCommand({ ...live, FunctionVersion: "1", Description: "d" });
  expect(await client.send(create)).toMatchObject({ ...alias, Description: "d" });
  await expect(client.send(create)).rejects.toMatchObject({ name: "ResourceConflictException" });
  expect(await client.send(new GetAliasCommand(live))).toMatchObject(alias);
  expect(
    (await client.send(new ListAliasesCommand({ FunctionName: "f", FunctionVersion: "1" })))
      .Aliases,
  ).toMatchObject([alias]);
  expect(
    await client.send(new GetFunctionConfigurationCommand({ FunctionName: "f:live" })),
  ).toMatchObject({ FunctionArn: `${functionArn}:live`, Version: "1" });
  const stale = new UpdateAliasCommand({ ...live, FunctionVersion: "1", RevisionId: "stale" });
  await expect(client.send(stale)).rejects.toMatchObject({ name: "PreconditionFailedException" });
  const nowhere = new UpdateAliasCommand({ ...live, FunctionVersion: "7" });
  await expect(client.send(nowhere)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await client.send(new DeleteAliasCommand(live));
  await expect(client.send(new GetAliasCommand(live))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Cannot find alias arn: ${functionArn}:live`,
  });
});

test("an alias of the configuration is there from the start and follows each change", async () => {
  const written = await startSaying("one", { autoPublishAlias: "live" });
  expect(await answer("live")).toBe("one");
  written.say("two");
  await expect.poll(() => answer("live"), patience).toBe("two");
  expect((await user.invoke("f:live", {})).ExecutedVersion).toBe("2");
});

test("what cannot be loaded is not published", async () => {
  const written = await startSaying("one", {});
  written.write("export const word =\n");
  await expect
    .poll(() => publish().catch((error: Error) => error.message), patience)
    .toMatch(/^f cannot be loaded: /);
});

test("a handler is told the function's ARN as its caller named it, on a line and in the queue", async () => {
  const module = join(folder, "handler.mjs");
  writeFileSync(
    module,
    `export async function handler(_, { invokedFunctionArn }) {
      console.log("invoked as " + invokedFunctionArn);
      return invokedFunctionArn;
    }`,
  );
  await start({ name: "f", module, export: "handler" });
  await publish();
  const live = { FunctionName: "f", Name: "live", FunctionVersion: "1" };
  await user.client.send(new CreateAliasCommand(live));
  for (const qualifier of ["", ":$LATEST", ":1", ":live"]) {
    expect((await user.invoke(`f${qualifier}`, {})).json).toBe(functionArn + qualifier);
  }
  expect((await user.invoke("f", {}, { Qualifier: "live" })).json).toBe(`${functionArn}:live`);

  await user.invoke("f:live", {}, { InvocationType: "Event" });
  const logs = new CloudWatchLogsClient(aws.client);
  const told = async () => {
    const filterPattern = `"invoked as ${functionArn}:live"`;
    const command = new FilterLogEventsCommand({ logGroupName: "/aws/lambda/f", filterPattern });
    return (await logs.send(command)).events?.length;
  };
  await expect.poll(told, patience).toBe(3);
  logs.destroy();
});
