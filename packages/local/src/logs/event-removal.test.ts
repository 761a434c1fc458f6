import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "../database.ts";
import { ManualClock } from "../manual-clock.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { markGroupDeleted, markStreamDeleted } from "./deleted-logs.ts";
import { EventRemoval } from "./event-removal.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { LogStore } from "./log-store.ts";

let folder: string;
let db: Database;
let store: LogStore;
let removal: EventRemoval;

beforeEach(() => {
  folder = temporaryFolder();
  open();
});
afterEach(async () => {
  await close();
  removeFolder(folder);
});

function open() {
  db = new Database(join(folder, "aws.sqlite"));
  store = new LogStore({ db, clock: new ManualClock(), region: "r", accountId: "1" });
  removal = new EventRemoval(store);
}

async function close() {
  removal.close();
  await db.close();
}

/** More than go at once. */
const many = 1_700;

function fill(stream: string, count: number) {
  const lines = Array.from({ length: count }, () => ({ timestamp: 1, message: stream }));
  db.write(() => store.append(store.place("g", stream), lines));
}

const count = (table: string) =>
  db.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0;

test("thousands of old events go a little at a time, each batch on disk before the next", async () => {
  fill("a", many);
  const sql = "UPDATE log_groups SET retention_days = 1";
  db.write(() => db.run(sql));
  removal.begin();
  const left: number[] = [];
  while (count("log_events") > 0) {
    await db.committed();
    left.push(count("log_events"));
    await new Promise(setImmediate);
  }
  expect(new Set(left).size).toBeGreaterThan(5);
  expect(count("log_streams")).toBe(1);
});

test("a deleted stream's events are out of sight before they are gone", async () => {
  fill("a", many);
  fill("b", 1);
  db.write(() => markStreamDeleted(store, store.stream(store.group("g"), "a")));
  const page = await filterLogEvents(store)({ logGroupName: "g" });
  expect(page).toMatchObject({ events: [{ message: "b" }] });
});

test("what was deleted goes after a restart, and lines that come anew are not taken along", async () => {
  fill("a", many);
  fill("b", many);
  db.write(() => markStreamDeleted(store, store.stream(store.group("g"), "a")));
  db.write(() => markGroupDeleted(store, store.group("g")));
  fill("a", 3);
  removal.begin();
  await close();
  open();
  expect(count("log_events")).toBeGreaterThan(3);
  removal.resume();
  await expect.poll(() => count("log_events")).toBe(3);
  expect(await filterLogEvents(store)({ logGroupName: "g" })).toMatchObject({
    events: [{ message: "a" }, { message: "a" }, { message: "a" }],
  });
  await expect.poll(() => [count("log_streams"), count("log_groups")]).toEqual([1, 2]);
});
