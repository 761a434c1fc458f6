import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { Database } from "./database.ts";

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-database-"));
  db = new Database(join(folder, "db.sqlite"));
  db.define("CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT");
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

const insert = (id: number) => db.run("INSERT INTO things (id) VALUES (?)", id);

/** What another connection sees, so what is in the file for good. */
function onDisk(): number {
  const other = new DatabaseSync(join(folder, "db.sqlite"));
  const { length } = other.prepare("SELECT id FROM things").all();
  other.close();
  return length;
}

test("committed() resolves when the writes before it are on disk", async () => {
  db.write(() => insert(1));
  expect(onDisk()).toBe(0);
  await db.committed();
  expect(onDisk()).toBe(1);
});

test("an effect runs after the commit, and never when its write was undone", async () => {
  const seen: number[] = [];
  db.write(() => {
    insert(1);
    db.afterCommit(() => seen.push(onDisk()));
  });
  expect(() =>
    db.write(() => {
      insert(2);
      db.afterCommit(() => seen.push(-1));
      throw new Error("undone");
    }),
  ).toThrow("undone");
  await expect.poll(() => seen).toEqual([1]);
});

test("what a sync wakes and what came during it share the next sync", async () => {
  db.write(() => insert(1));
  const woken = db.committed().then(() => {
    db.write(() => insert(3));
    return db.committed();
  });
  // A turn later the first one is on its way to the disk.
  await new Promise(setImmediate);
  const seen: number[] = [];
  db.write(() => {
    insert(2);
    db.afterCommit(() => seen.push(onDisk()));
  });
  await woken;
  expect(seen).toEqual([3]);
});

test("a write that throws undoes itself and nothing else", async () => {
  db.write(() => {
    insert(1);
    expect(() =>
      db.write(() => {
        insert(2);
        insert(1);
      }),
    ).toThrow(/UNIQUE/);
    insert(3);
  });
  await db.committed();
  expect(db.all("SELECT id FROM things")).toMatchObject([{ id: 1 }, { id: 3 }]);
});

test("what others wrote before, and its numbers, outlive a write that throws after it wrote", async () => {
  db.define("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER) STRICT");
  const add = (n: number) => db.insert("INSERT INTO counted (n) VALUES (?)", n);
  const undone: number[] = [];
  db.onUndone(() => undone.push(db.all("SELECT id FROM counted").length));
  expect(db.write(() => add(10))).toBe(1);
  const sql = "INSERT INTO counted (n) VALUES (?) RETURNING id";
  expect(db.write(() => db.get(sql, 20))).toEqual({ id: 2 });
  const throws = () =>
    db.write(() => {
      add(30);
      db.run("UPDATE counted SET n = 0");
      throw new Error("undone");
    });
  expect(throws).toThrow("undone");
  expect(db.write(() => add(40))).toBe(3);
  expect(undone).toHaveLength(1);
  await db.committed();
  expect(db.all("SELECT id, n FROM counted")).toEqual([
    { id: 1, n: 10 },
    { id: 2, n: 20 },
    { id: 3, n: 40 },
  ]);
});

test("what nobody waits for reaches the disk all the same", async () => {
  db.write(() => insert(1));
  await expect.poll(onDisk).toBe(1);
});

test("closing commits what is open, and writing outside of write() is refused", async () => {
  expect(() => insert(1)).toThrow(/outside a transaction/);
  db.write(() => insert(1));
  await db.close();
  expect(onDisk()).toBe(1);
  db = new Database(join(folder, "db.sqlite"));
});

describe("the write-ahead log", () => {
  async function fill(base: number): Promise<number> {
    db.write(() => Array.from({ length: 2_000 }, (_, index) => insert(base + index)));
    await db.committed();
    return statSync(join(folder, "db.sqlite-wal")).size;
  }

  async function reopen(idleMs: number): Promise<void> {
    await db.close();
    db = new Database(join(folder, "db.sqlite"), { idleMs });
  }

  /** How many rows are in the file itself, without the log beside it. */
  function carriedOver(): number {
    copyFileSync(join(folder, "db.sqlite"), join(folder, "copy.sqlite"));
    const copy = new DatabaseSync(join(folder, "copy.sqlite"));
    const { length } = copy.prepare("SELECT id FROM things").all();
    copy.close();
    return length;
  }

  test("is carried over in an idle moment, so that it is used again and does not grow", async () => {
    await reopen(20);
    const size = await fill(0);
    await expect.poll(carriedOver).toBe(2_000);
    expect(await fill(2_000)).toBeLessThan(1.5 * size);
  });

  test("is left alone while writes come one after the other", async () => {
    await reopen(60_000);
    const size = await fill(0);
    expect(await fill(2_000)).toBeGreaterThan(1.5 * size);
    expect(carriedOver()).toBe(0);
  });
});

test("a column that an earlier version did not write is added once, and what is there stays", async () => {
  db.write(() => insert(1));
  await db.committed();
  for (const _ of [1, 2]) db.addColumn("things", "colour", "TEXT");
  expect(db.all("SELECT id, colour FROM things")).toEqual([{ id: 1, colour: null }]);
});
