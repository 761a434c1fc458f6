import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "./database.ts";

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-database-"));
  db = new Database(join(folder, "db.sqlite"));
  db.define("CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT");
});
afterEach(() => {
  db.close();
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

test("what nobody waits for reaches the disk all the same", async () => {
  db.write(() => insert(1));
  await expect.poll(onDisk).toBe(1);
});

test("closing commits what is open, and writing outside of write() is refused", () => {
  expect(() => insert(1)).toThrow(/outside a transaction/);
  db.write(() => insert(1));
  db.close();
  expect(onDisk()).toBe(1);
  db = new Database(join(folder, "db.sqlite"));
});
