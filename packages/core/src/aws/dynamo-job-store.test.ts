import { createHash, randomUUID } from "node:crypto";

import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";

import { jobStoreContract } from "../job/job-store.contract.ts";
import type { JobStore } from "../job/job-store.ts";
import {
  createRunning,
  createSample,
  newAttempt,
  sampleChange,
  sampleJob,
} from "../test/sample-job.ts";
import { useDynamodb } from "../test/use-dynamodb.ts";
import { dynamoJobStore } from "./dynamo-job-store.ts";

const { client, newTable } = useDynamodb();

jobStoreContract("dynamoJobStore", async () => ({
  store: dynamoJobStore(client(), { tableName: await newTable() }),
}));

describe("in the table", () => {
  let tableName: string;
  let jobs: JobStore;

  beforeEach(async () => {
    tableName = await newTable();
    jobs = dynamoJobStore(client(), { tableName });
  });

  const store = (retentionDays: number) => dynamoJobStore(client(), { tableName, retentionDays });

  async function deleteTimes(pk: string): Promise<(string | undefined)[]> {
    const { Items = [] } = await client().send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: pk } },
      }),
    );
    return Items.map((item) => item["deleteAt"]?.N);
  }

  /** The names of the operations that are sent while `run` runs. */
  async function operationsOf(run: () => Promise<unknown>): Promise<string[]> {
    const sent: string[] = [];
    const name = randomUUID();
    client().middlewareStack.add(
      (next, context) => (args) => {
        sent.push(String(context["commandName"]).replace("Command", ""));
        return next(args);
      },
      { name, step: "serialize" },
    );
    try {
      await run();
    } finally {
      client().middlewareStack.remove(name);
    }
    return sent;
  }

  test("a page is a read of the days, a query and a batch, however many jobs and days there are", async () => {
    const days = Array.from({ length: 6 }, (_, index) => `2026-01-0${index + 1}T00:00:00.000Z`);
    for (const at of days) await Promise.all(days.map(() => createSample(jobs, { at })));
    for (const query of [{}, { type: ["echo"] }]) {
      const sent = await operationsOf(() => jobs.list({ ...query, limit: 4 }));
      expect(sent).toEqual(["GetItem", "Query", "BatchGetItem"]);
    }
    expect(await operationsOf(() => jobs.list({ status: ["queued"], limit: 4 }))).toEqual([
      "Query",
      "BatchGetItem",
    ]);
  });

  test("progress is one write", async () => {
    const { id } = await createRunning(jobs);
    const at = new Date().toISOString();
    expect(await operationsOf(() => jobs.saveProgress(id, 1, at))).toEqual(["UpdateItem"]);
  });

  test("a page that would cost too many queries is short and goes on from there", async () => {
    const start = Date.parse("2025-01-01T00:00:00.000Z");
    const made = [];
    for (let day = 0; day < 70; day += 1) {
      made.push(await createSample(jobs, { at: new Date(start + day * 86_400_000).toISOString() }));
    }
    const first = await jobs.list({ limit: 100 });
    expect(first.items.length).toBeGreaterThan(50);
    expect(first.items.length).toBeLessThan(70);
    const second = await jobs.list({ limit: 100, cursor: first.cursor ?? "" });
    expect([...first.items, ...second.items]).toEqual(made.toReversed());
    expect(second.cursor).toBeUndefined();
  });

  test("a filter that no index answers reads a bounded number of jobs for one page", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const rare = await createSample(jobs, { at: "2025-12-31T00:00:00.000Z", tags: ["rare"] });
    for (let count = 0; count < 6; count += 1) {
      await Promise.all(Array.from({ length: 100 }, () => createSample(jobs, { at })));
    }
    const first = await jobs.list({ tag: "rare", limit: 10 });
    expect(first.items).toEqual([]);
    const second = await jobs.list({ tag: "rare", limit: 10, cursor: first.cursor ?? "" });
    expect(second).toEqual({ items: [rare] });
  });

  test("another process that lists finds the days that this one noted", async () => {
    const job = await createSample(jobs, { at: "2024-02-29T00:00:00.000Z" });
    const other = dynamoJobStore(client(), { tableName });
    expect(await other.list({ limit: 5 })).toEqual({ items: [job] });
  });

  test("without a retention nothing expires", async () => {
    const job = await createRunning(jobs);
    await jobs.save(
      sampleChange(job, { status: "failed", finishedAt: "2020-01-01T00:00:00.000Z" }),
    );
    expect(new Set(await deleteTimes(job.id))).toEqual(new Set([undefined]));
  });

  test("everything of a finished job expires with it, and nothing before it is finished", async () => {
    const kept = store(30);
    const job = await createRunning(kept);
    await kept.saveCheckpoint(job.id, 1, { line: 1 });
    expect(new Set(await deleteTimes(job.id))).toEqual(new Set([undefined]));
    const finishedAt = new Date().toISOString();
    await kept.save(
      sampleChange(job, { status: "succeeded", finishedAt }, { result: { value: "x" } }),
    );
    await kept.saveTimeline(job.id, { spans: [], complete: true, readAt: finishedAt });
    const seconds = Math.floor(Date.parse(finishedAt) / 1000) + 30 * 86_400;
    const times = await deleteTimes(job.id);
    expect(times).toHaveLength(10);
    expect(new Set(times)).toEqual(new Set([String(seconds)]));
  });

  test("what has expired is gone, though DynamoDB deletes it later", async () => {
    const kept = store(1);
    const job = await createRunning(kept);
    const finishedAt = new Date(Date.now() - 90_000_000).toISOString();
    await kept.save(sampleChange(job, { status: "failed", finishedAt }));
    expect(await kept.get(job.id)).toBeUndefined();
    expect(await kept.getDetail(job.id)).toBeUndefined();
    expect(await kept.listEvents(job.id, 0)).toEqual([]);
    expect(await kept.list({ limit: 5 })).toEqual({ items: [] });
    expect(await kept.list({ limit: 5, status: ["failed"] })).toEqual({ items: [] });
  });

  test("an idempotency key is free again after seven days, though DynamoDB deletes it later", async () => {
    const idempotency = { key: "k", fingerprint: "f" };
    const first = sampleJob();
    await jobs.create({ ...first, idempotency });
    const record = await readKeyRecord("k");
    expect(record?.["jobId"]?.S).toBe(first.job.id);
    const inSevenDays = Date.now() / 1000 + 7 * 86_400;
    expect(Math.abs(Number(record?.["deleteAt"]?.N) - inSevenDays)).toBeLessThan(60);
    await client().send(
      new PutItemCommand({ TableName: tableName, Item: { ...record, deleteAt: { N: "1" } } }),
    );
    const second = sampleJob();
    expect(await jobs.create({ ...second, idempotency })).toEqual({});
    expect(await jobs.get(second.job.id)).toEqual(second.job);
  });

  async function readKeyRecord(key: string) {
    const hash = createHash("sha256").update(key).digest("hex");
    const Key = { pk: { S: `IDEMPOTENCY#${hash}` }, sk: { S: "IDEMPOTENCY" } };
    const { Item } = await client().send(new GetItemCommand({ TableName: tableName, Key }));
    return Item;
  }

  test("the largest input, result and checkpoint, and a long history fit", async () => {
    const large = "x".repeat(256 * 1024 - 2);
    const job = await createRunning(jobs, { input: large });
    await jobs.saveAttempt(job.id, {
      ...newAttempt(job),
      logTail: Array(50).fill("l".repeat(1000)),
    });
    expect(await jobs.saveCheckpoint(job.id, 1, large)).toBe(true);
    const done = sampleChange(job, { status: "succeeded" }, { result: { value: large } });
    expect(await jobs.save(done)).toBe(true);
    expect(await jobs.getCheckpoint(job.id)).toBe(large);
    expect(await jobs.getDetail(job.id)).toMatchObject({ input: large, result: large });
  });

  test("a timeline that is too large keeps how it began and how it ended", async () => {
    const { id } = await createSample(jobs);
    const spans = Array.from({ length: 12_000 }, (_, index) => ({
      id: index,
      noise: randomUUID() + randomUUID(),
    }));
    await jobs.saveTimeline(id, { spans, complete: true, readAt: "a" });
    const kept = (await jobs.getTimeline(id))?.spans;
    if (!Array.isArray(kept)) throw new Error("no spans");
    expect(kept.length).toBeLessThan(spans.length);
    expect([kept.at(0), kept.at(-1)]).toEqual([spans.at(0), spans.at(-1)]);
  });

  test("a cursor for changes that is a day old asks for a fresh start", async () => {
    const at = Date.now() - 86_401_000;
    const cursor = Buffer.from(JSON.stringify({ at })).toString("base64url");
    await expect(jobs.listChanged(cursor)).rejects.toMatchObject({ code: "invalid_cursor" });
  });

  test("a cursor for changes that is hours old is caught up in steps", async () => {
    const job = await createSample(jobs);
    const at = Date.now() - 2.5 * 3_600_000;
    let cursor = Buffer.from(JSON.stringify({ at: Math.floor(at) })).toString("base64url");
    const seen = [];
    for (let step = 0; step < 3; step += 1) {
      const page = await jobs.listChanged(cursor);
      ({ cursor } = page);
      seen.push(page.jobs);
    }
    expect(seen).toEqual([[], [], [job]]);
  });
});
