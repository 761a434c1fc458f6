import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "../database.ts";
import { newExecution } from "../test/lambda/new-execution.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { ExecutionStore, type NewExecution } from "./execution-store.ts";
import type { Execution } from "./execution.ts";

let folder: string;
let db: Database;
let store: ExecutionStore;
let stored: Execution;
beforeEach(() => {
  folder = temporaryFolder();
  db = new Database(join(folder, "db.sqlite"));
  store = new ExecutionStore(db);
  stored = db.write(() => insert("first"));
});
afterEach(async () => {
  await db.close();
  removeFolder(folder);
});

const arnOf = (name: string) => newExecution(name).arn;

function insert(name: string, more: Partial<NewExecution> = {}): Execution {
  return store.insert(newExecution(name, more));
}

test("what was read is the reader's own until it is saved", () => {
  stored.sequence = 7;
  expect(store.byId(stored.id)).toMatchObject({ sequence: 0 });
  db.write(() => store.saveProgress(stored));
  expect(store.byArn(arnOf("first"))).toMatchObject({ sequence: 7 });
});

test("a write that was undone is not read, neither is what it inserted", () => {
  const fails = () =>
    db.write(() => {
      insert("second");
      store.save({ ...stored, phase: "queued", invocation: 3 });
      throw new Error("undone");
    });
  expect(fails).toThrow("undone");
  expect(store.byId(stored.id)).toEqual(stored);
  expect(store.byArn(arnOf("second"))).toBeUndefined();
});

test("one that ended, was removed, or is one of very many is read as it is stored", () => {
  db.write(() => store.save({ ...stored, status: "SUCCEEDED", result: "1" }));
  expect(store.byId(stored.id)).toMatchObject({ status: "SUCCEEDED", result: "1" });
  const many = db.write(() => Array.from({ length: 1_100 }, (_, n) => insert(`n${n}`)));
  expect(store.byArn(arnOf("n0"))).toEqual(many[0]);
  db.write(() => store.remove(many[1_099]?.id ?? 0));
  expect(store.byArn(arnOf("n1099"))).toBeUndefined();
});

test("an execution is as inserted when it is read, and goes by its own ARN only", () => {
  const reopened = new ExecutionStore(db);
  expect(reopened.byId(stored.id)).toEqual(stored);
  expect(reopened.byArn(stored.arn)).toEqual(stored);
  expect(reopened.byArn(stored.arn.replace("uuid", "another"))).toBeUndefined();
  expect(reopened.byArn("first")).toBeUndefined();
});

test("what an insert and each kind of save change is read by another server", () => {
  const readAgain = () => new ExecutionStore(db).byId(stored.id);
  const inserted = db.write(() => insert("second", { phase: "queued", lastEvent: 1 }));
  expect(new ExecutionStore(db).byId(inserted.id)).toEqual(inserted);
  const progress = { ...stored, sequence: 1, clientToken: "t", lastEvent: 2, writtenBytes: 3 };
  db.write(() => store.saveProgress(progress));
  expect(readAgain()).toEqual(progress);
  const invocation = { invocation: 1, requestId: "r", invokedAt: 4 };
  const phase = { ...progress, ...invocation, phase: "invoked" as const, sequence: 0, failures: 1 };
  db.write(() => store.savePhase(phase));
  expect(readAgain()).toEqual(phase);
  const end = { ...phase, status: "FAILED" as const, error: "{}", endedAt: 5 };
  db.write(() => store.save({ ...end, phase: "idle", lastChange: 6 }));
  expect(readAgain()).toEqual({ ...end, phase: "idle", lastChange: 6 });
});
