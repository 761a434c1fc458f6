import { randomUUID } from "node:crypto";

import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Logs, TaskLog } from "../log-line/logs.ts";
import { type LocalClients, startLocalClients } from "../test/local-clients.ts";
import { cloudwatchLogs } from "./cloudwatch-logs.ts";

const names = { logGroup: "/longhaul/worker", logStreamPrefix: "ecs", container: "main" };
const start = Date.now() - 60_000;

describe("cloudwatchLogs", () => {
  let aws: LocalClients;
  let logs: Logs;

  beforeAll(async () => {
    aws = await startLocalClients({});
    await aws.logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroup }));
    logs = cloudwatchLogs(aws.logs, names);
  });
  afterAll(() => aws.close());

  async function newTask(...offsets: number[]): Promise<string> {
    const id = randomUUID().replaceAll("-", "");
    const logStreamName = `ecs/main/${id}`;
    const stream = { logGroupName: names.logGroup, logStreamName };
    await aws.logs.send(new CreateLogStreamCommand(stream));
    const taskArn = `arn:aws:ecs:us-east-1:000000000000:task/longhaul/${id}`;
    if (offsets.length > 0) await write(taskArn, ...offsets);
    return taskArn;
  }

  /** One line at each offset in ms; its text is its place among all that the call writes. */
  const write = (taskArn: string, ...offsets: number[]) =>
    aws.logs.send(
      new PutLogEventsCommand({
        logGroupName: names.logGroup,
        logStreamName: `ecs/main/${taskArn.split("/").at(-1)}`,
        logEvents: offsets.map((offset, index) => ({
          timestamp: start + offset,
          message: `${offset}/${index}`,
        })),
      }),
    );

  async function forward(taskArn: string, limit: number): Promise<TaskLog["lines"]> {
    const lines: TaskLog["lines"] = [];
    let page = await logs.read({ taskArn, limit });
    while (page.lines.length > 0) {
      lines.push(...page.lines);
      page = await logs.read({ taskArn, limit, ...(page.cursor && { cursor: page.cursor }) });
    }
    return lines;
  }

  async function backward(taskArn: string, limit: number): Promise<TaskLog["lines"]> {
    let page = await logs.read({ taskArn, limit, from: "end" });
    let { lines } = page;
    while (page.previousCursor !== undefined) {
      page = await logs.read({ taskArn, limit, cursor: page.previousCursor });
      lines = [...page.lines, ...lines];
    }
    return lines;
  }

  test("gives the same lines with the same ids from either end, whatever the page", async () => {
    const taskArn = await newTask(0, 1, 1, 1, 1, 1, 2, 5, 5, 5, 9);
    const all = (await logs.read({ taskArn, limit: 100 })).lines;
    expect(all.map(({ message }) => message)).toEqual(
      [0, 1, 1, 1, 1, 1, 2, 5, 5, 5, 9].map((offset, index) => `${offset}/${index}`),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(11);
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
    for (const limit of [1, 2, 3, 4, 7, 11, 12]) {
      expect(await forward(taskArn, limit)).toEqual(all);
      expect(await backward(taskArn, limit)).toEqual(all);
    }
  });

  test("goes on with lines of the same millisecond that come later", async () => {
    const taskArn = await newTask(3, 3);
    const first = await logs.read({ taskArn, limit: 10 });
    const cursor = first.cursor ?? "";
    expect(await logs.read({ taskArn, limit: 10, cursor })).toMatchObject({ lines: [], cursor });
    await write(taskArn, 3, 4);
    const next = await logs.read({ taskArn, limit: 10, cursor });
    expect(next.lines.map(({ message }) => message)).toEqual(["3/0", "4/1"]);
    const ids = [...first.lines, ...next.lines].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  test("reads on forward from the end", async () => {
    const taskArn = await newTask(1, 2, 3);
    const { lines, cursor = "" } = await logs.read({ taskArn, limit: 1, from: "end" });
    expect(lines.map(({ message }) => message)).toEqual(["3/2"]);
    await write(taskArn, 4);
    const next = await logs.read({ taskArn, limit: 10, cursor });
    expect(next.lines.map(({ message }) => message)).toEqual(["4/0"]);
  });

  test("a log that does not exist yet has no lines, and a cursor to go on from", async () => {
    const taskArn = "arn:aws:ecs:us-east-1:000000000000:task/longhaul/none";
    const { lines, cursor } = await logs.read({ taskArn, limit: 10, from: "end" });
    expect(lines).toEqual([]);
    expect(await logs.read({ taskArn, limit: 10, cursor: cursor ?? "" })).toMatchObject({
      lines: [],
    });
    const elsewhere = cloudwatchLogs(aws.logs, { ...names, logGroup: "/none" });
    expect(await elsewhere.read({ taskArn, limit: 10 })).toMatchObject({ lines: [] });
  });

  test("refuses a cursor that it did not give", async () => {
    const taskArn = await newTask(1);
    for (const cursor of ["", "x", "f1", "f1.", "b1.2.3"]) {
      await expect(logs.read({ taskArn, limit: 1, cursor })).rejects.toMatchObject({
        code: "invalid_cursor",
      });
    }
  });
});
