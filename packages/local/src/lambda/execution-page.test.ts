import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, expect, test } from "vitest";

import { CountingDatabase } from "../test/counting-database.ts";
import { newExecution } from "../test/lambda/new-execution.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { executionPageQuery, type ExecutionPage } from "./execution-page.ts";
import { ExecutionStore } from "./execution-store.ts";
import type { ExecutionStatus } from "./execution.ts";

let folder: string;
let db: CountingDatabase;
let store: ExecutionStore;
beforeEach(() => {
  folder = temporaryFolder();
  open();
});
afterEach(async () => {
  await db.close();
  removeFolder(folder);
});

function open(): void {
  db = new CountingDatabase(join(folder, "db.sqlite"));
  store = new ExecutionStore(db);
}

async function reopen(): Promise<void> {
  await db.close();
  open();
}

function start(name: string, startedAt: number, status: ExecutionStatus = "RUNNING"): void {
  db.write(() => {
    const execution = store.insert(newExecution(name, { arn: `arn:${name}`, startedAt }));
    if (status !== "RUNNING") store.save({ ...execution, status });
  });
}

const every: ExecutionPage = {
  functionName: "f",
  statuses: [undefined],
  version: undefined,
  name: undefined,
  startedAfter: undefined,
  startedBefore: undefined,
  isOldestFirst: true,
  after: undefined,
  limit: 2,
};

/** The names of all pages; `between` happens after each. */
function listed(page: ExecutionPage, between = () => {}): string[] {
  const rows = store.page(page);
  between();
  const after = rows.at(-1);
  const names = rows.map(({ name }) => name);
  return after === undefined ? names : [...names, ...listed({ ...page, after }, between)];
}

/** How SQLite finds a page. */
async function plansOf(page: ExecutionPage): Promise<string[]> {
  await reopen();
  const before = db.plans().length;
  store.page(page);
  return db.plans().slice(before);
}

const byStart = "SEARCH executions USING INDEX executions_by_start (function_name=?";
const byStatus =
  "SEARCH executions USING INDEX executions_by_status_and_start (function_name=? AND status=?";
const after = { startedAt: 15, id: 1 };

test.each([
  { filter: "nothing", page: {}, bounds: ")" },
  { filter: "a version", page: { version: "1" }, bounds: ")" },
  { filter: "a first moment", page: { startedAfter: 10 }, bounds: " AND started_at>?)" },
  { filter: "a last moment", page: { startedBefore: 20 }, bounds: " AND started_at<?)" },
  {
    filter: "both moments, of a version",
    page: { startedAfter: 10, startedBefore: 20, version: "1" },
    bounds: " AND started_at>? AND started_at<?)",
  },
  {
    filter: "both moments, after a page",
    page: { startedAfter: 10, startedBefore: 20, after },
    bounds: " AND started_at>? AND started_at<?)",
  },
  { filter: "nothing, after a page", page: { after }, oldest: ">", newest: "<" },
])("a page filtered by $filter is searched for in its order, never scanned", async (each) => {
  for (const isOldestFirst of [true, false]) {
    const bounds = each.bounds ?? ` AND started_at${isOldestFirst ? each.oldest : each.newest}?)`;
    const page = { ...every, ...each.page, isOldestFirst };
    expect(await plansOf(page)).toEqual([byStart + bounds]);
    expect(await plansOf({ ...page, statuses: ["FAILED"] })).toEqual([byStatus + bounds]);
  }
});

test.each([
  { isOldestFirst: true, expected: ["n500", "n501"] },
  { isOldestFirst: false, expected: ["n498", "n497"] },
])(
  "no page looks again at those of the pages before, within two moments too (%o)",
  async ({ isOldestFirst, expected }) => {
    for (let n = 0; n < 1_000; n += 1) start(`n${n}`, n + 1);
    await db.committed();
    const sql = new DatabaseSync(join(folder, "db.sqlite"));
    let looks = 0;
    sql.function("looked", (_startedAt) => (looks += 1));
    const { where, values } = executionPageQuery(
      {
        ...every,
        startedAfter: 0,
        startedBefore: 2_000,
        isOldestFirst,
        after: { startedAt: 500, id: 500 },
      },
      undefined,
    );
    const counting = where.replace("WHERE", "WHERE looked(started_at) AND");
    const rows = sql.prepare(`SELECT name FROM executions ${counting}`).all(...values);
    sql.close();
    expect(rows.map(({ name }) => name)).toEqual(expected);
    expect(looks).toBeLessThanOrEqual(3);
  },
);

test.each([
  { isOldestFirst: true, expected: ["a", "b", "c", "d", "e"] },
  { isOldestFirst: false, expected: ["e", "d", "c", "b", "a"] },
])(
  "pages hold each once, in the order of the starts, though others start and end meanwhile (%o)",
  ({ isOldestFirst, expected }) => {
    // Several in one millisecond, and a clock that was put back.
    const starts = { b: 20, c: 20, d: 20, a: 10, e: 30 };
    for (const [name, startedAt] of Object.entries(starts)) start(name, startedAt);
    const window = { ...every, startedAfter: 5, startedBefore: 40, isOldestFirst };
    let others = 0;
    const between = () => {
      others += 1;
      start(`other${others}`, isOldestFirst ? 10 : 30);
      start(`outside${others}`, 40);
    };
    expect(listed(window, between)).toEqual(expected);
  },
);

test("several statuses come in one order", () => {
  start("a", 10, "FAILED");
  start("b", 20);
  start("c", 30, "STOPPED");
  start("d", 40, "FAILED");
  start("e", 50);
  const page = { ...every, statuses: ["RUNNING", "FAILED"] as const, startedAfter: 10 };
  expect(listed({ ...page, statuses: [...page.statuses] })).toEqual(["b", "d", "e"]);
});

test("a folder of an earlier version gets the indexes, and loses those that nothing needs any more", async () => {
  start("a", 10, "FAILED");
  start("b", 20);
  db.define(`
    DROP INDEX executions_by_start;
    DROP INDEX executions_by_status_and_start;
    CREATE INDEX executions_by_function ON executions (function_name, id);
    CREATE INDEX executions_by_status ON executions (function_name, status, id);
  `);
  await reopen();
  expect(listed({ ...every, startedAfter: 10 })).toEqual(["b"]);
  expect(listed({ ...every, statuses: ["FAILED"], startedBefore: 20 })).toEqual(["a"]);
  const indexes = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
  );
  expect(indexes.map(({ name }) => name)).toEqual([
    "executions_by_start",
    "executions_by_status_and_start",
    "executions_under_way",
  ]);
  expect(
    await plansOf({ ...every, statuses: ["FAILED"], startedAfter: 1, startedBefore: 9 }),
  ).toEqual([`${byStatus} AND started_at>? AND started_at<?)`]);
});
