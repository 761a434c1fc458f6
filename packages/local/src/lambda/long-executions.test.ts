import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { ManualClock } from "../manual-clock.ts";
import { MemoryWatch } from "../memory/memory-watch.ts";
import type { Machine } from "../service.ts";
import { CountingDatabase } from "../test/counting-database.ts";
import { seedExecution, type Past } from "../test/lambda/seed-execution.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { checkpointToken } from "./checkpoint-token.ts";
import type { Execution } from "./execution.ts";
import { createLambda } from "./lambda.ts";

const brief: Past = { operations: 10, events: 100 };
const long: Past = { operations: 2_900, events: 1_000 };
const megabyte = 1_000_000;

const answerSchema = z.object({
  CheckpointToken: z.string().optional(),
  NextMarker: z.string().optional(),
  NewExecutionState: z.unknown().optional(),
  Events: z.array(z.looseObject({ EventId: z.number() })).default([]),
  Operations: z.array(z.unknown()).default([]),
});

const clock = new ManualClock();
const dataDir = temporaryFolder();
let db: CountingDatabase;
let lambda: ReturnType<typeof createLambda>;
const executions = new Map<string, Execution>();

beforeAll(() => {
  db = new CountingDatabase(join(dataDir, "aws.sqlite"));
  const pasts: Record<string, Past> = {
    brief,
    long,
    briefContext: brief,
    longContext: long,
    pages: { ...long, events: 10_000 },
    hidden: { ...long, isHidden: true },
    polling: { operations: 0 },
    full: { operations: 2_998 },
    large: { operations: 1, events: 50, payloadBytes: megabyte },
  };
  for (const [name, past] of Object.entries(pasts)) {
    executions.set(name, seedExecution(db, name, past));
  }
  const none = () => Promise.reject(new Error("no handler runs"));
  const machine: Machine = {
    db,
    clock,
    memory: new MemoryWatch(),
    dataDir,
    region: "eu-central-1",
    accountId: "123456789012",
    endpoint: () => "",
    environment: () => ({}),
    answer: none,
    answerOn: none,
  };
  const silent = { append() {}, publish() {} };
  lambda = createLambda(machine, [], silent, silent, () => undefined);
});
afterAll(async () => {
  await lambda.close?.();
  await db.close();
  removeFolder(dataDir);
});

/** What the service answers to a request about an execution, and how many rows that took. */
async function ask(
  name: string,
  method: "GET" | "POST",
  action: string,
  { query = {}, body }: { query?: Record<string, string>; body?: object } = {},
) {
  const call = lambda.paths?.({
    method,
    segments: ["2025-12-01", "durable-executions", executionOf(name).arn, action],
    query: new URLSearchParams(query),
    headers: {},
    body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    signal: new AbortController().signal,
  });
  const before = db.rows;
  const { body: answer } = (await call?.answer()) ?? {};
  return { answer: answerSchema.parse(answer), rows: db.rows - before };
}

function executionOf(name: string): Execution {
  const execution = executions.get(name);
  if (execution === undefined) throw new Error(`there is no execution ${name}`);
  return execution;
}

const checkpoint = (name: string, ...Updates: object[]) =>
  ask(name, "POST", "checkpoint", {
    body: { CheckpointToken: checkpointToken(executionOf(name)), Updates },
  });

const history = (name: string, query: Record<string, string>) =>
  ask(name, "GET", "history", { query: { MaxItems: "100", ...query } });

test("a checkpoint costs what it changes, however much there was before", async () => {
  const step = { Id: "new", Type: "STEP", Action: "START" };
  const [short, tall] = [await checkpoint("brief", step), await checkpoint("long", step)];
  expect(tall.answer).toMatchObject({ NewExecutionState: { Operations: [{ Id: "new" }] } });
  expect(tall.rows).toBe(short.rows);
});

test("the end of a context costs what is inside it", async () => {
  const context = { Id: "context", Type: "CONTEXT" };
  const step = { Id: "inside", Type: "STEP", Action: "SUCCEED", ParentId: "context" };
  const updates = [{ ...context, Action: "START" }, step, { ...context, Action: "SUCCEED" }];
  const short = await checkpoint("briefContext", ...updates);
  const tall = await checkpoint("longContext", ...updates);
  expect(tall.answer).toHaveProperty("CheckpointToken");
  expect(tall.rows).toBe(short.rows);
});

test("the 600th poll costs what the second did, and the state stays one operation", async () => {
  const poll = { Id: "poll", Type: "STEP", SubType: "WaitForCondition" };
  const again = { StepOptions: { NextAttemptDelaySeconds: 60 } };
  let CheckpointToken = checkpointToken(executionOf("polling"));
  const rows: number[] = [];
  let state: unknown;
  for (let polls = 1; polls <= 600; polls += 1) {
    const Updates = [
      { ...poll, Action: "START" },
      { ...poll, ...again, Action: "RETRY", Payload: String(polls) },
    ];
    const done = await ask("polling", "POST", "checkpoint", { body: { CheckpointToken, Updates } });
    clock.advance(60_000);
    const body = { CheckpointToken: done.answer.CheckpointToken };
    const ready = await ask("polling", "POST", "checkpoint", { body });
    state = ready.answer.NewExecutionState;
    rows.push(done.rows + ready.rows);
    CheckpointToken = ready.answer.CheckpointToken ?? "";
  }
  expect(state).toMatchObject({
    Operations: [{ Id: "poll", Status: "READY", StepDetails: { Attempt: 600, Result: "600" } }],
  });
  expect(new Set(rows.slice(1)).size).toBe(1);
});

test("the 3,000th operation is the last that is taken, the execution itself being one", async () => {
  const start = (Id: string) => ({ Id, Type: "STEP", Action: "START" });
  const last = await checkpoint("full", start("last"));
  const { CheckpointToken } = last.answer;
  expect(CheckpointToken).toEqual(expect.any(String));
  const body = { CheckpointToken, Updates: [start("beyond")] };
  const beyond = await ask("full", "POST", "checkpoint", { body });
  expect(beyond.answer.CheckpointToken).toBeUndefined();
  const { answer } = await ask("full", "GET", "history", { query: { ReverseOrder: "true" } });
  expect(answer.Events).toMatchObject([
    {
      EventType: "ExecutionFailed",
      ExecutionFailedDetails: {
        Error: {
          Payload: {
            ErrorType: "DurableExecutionLimitExceeded",
            ErrorMessage: expect.stringMatching(/more than 3000 durable operations/),
          },
        },
      },
    },
    { EventType: "InvocationCompleted" },
    { EventType: "StepStarted", Id: "beyond" },
    { EventType: "StepStarted", Id: "last" },
    { EventType: "StepSucceeded" },
  ]);
});

test("each page of a history costs the same, in both directions", async () => {
  const all = Array.from({ length: 10_000 }, (_, index) => index + 1);
  for (const ReverseOrder of ["false", "true"]) {
    const rows: number[] = [];
    const ids: unknown[] = [];
    let query: Record<string, string> = { ReverseOrder };
    for (;;) {
      const page = await history("pages", query);
      rows.push(page.rows);
      ids.push(...page.answer.Events.map(({ EventId }) => EventId));
      if (page.answer.NextMarker === undefined) break;
      query = { ReverseOrder, Marker: page.answer.NextMarker };
    }
    expect(ids).toEqual(ReverseOrder === "true" ? all.toReversed() : all);
    expect(new Set(rows.slice(0, -1)).size).toBe(1);
    expect(rows[0]).toBeLessThanOrEqual(102);
  }
  for (const range of ["event_id>?", "event_id<?"]) {
    expect(db.plans()).toContain(
      `SEARCH history USING INDEX sqlite_autoindex_history_1 (execution_id=? AND ${range})`,
    );
  }
});

test("a page of large events reads little more than it holds", async () => {
  const { answer, rows } = await history("large", {});
  expect(answer.Events).toHaveLength(4);
  expect(rows).toBeLessThan(25);
});

test("the state is read once, page by page", async () => {
  let rows = 0;
  let Marker = "";
  let count = 0;
  do {
    const CheckpointToken = checkpointToken(executionOf("pages"));
    const query = { CheckpointToken, MaxItems: "1000", Marker };
    const page = await ask("pages", "GET", "state", { query });
    rows += page.rows;
    count += page.answer.Operations.length;
    Marker = page.answer.NextMarker ?? "";
  } while (Marker !== "");
  expect(count).toBe(1 + 2_900);
  expect(rows).toBeLessThan(2_900 + 10);
});

test("what is inside contexts that are done with is not read", async () => {
  const CheckpointToken = checkpointToken(executionOf("hidden"));
  const { rows } = await ask("hidden", "GET", "state", { query: { CheckpointToken } });
  expect(rows).toBe(1);
  expect(db.all("PRAGMA index_list(operations)")).toContainEqual(
    expect.objectContaining({ name: "operations_visible", partial: 1 }),
  );
  expect(db.plans()).toContain(
    "SEARCH operations USING INDEX operations_visible (execution_id=? AND position>?)",
  );
});

test("every row is found by an index, in the order in which it is wanted", () => {
  const large = /^SCAN (executions|operations|child|history|timers)|TEMP B-TREE/;
  const slow = db.plans().filter((plan) => large.test(plan));
  expect(slow).toEqual([]);
});
