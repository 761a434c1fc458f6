import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "../database.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { ExecutionStore } from "./execution-store.ts";
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
afterEach(() => {
  db.close();
  removeFolder(folder);
});

const arnOf = (name: string) =>
  `arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST/durable-execution/${name}/uuid`;

function insert(name: string): Execution {
  return store.insert({
    arn: arnOf(name),
    name,
    functionName: "f",
    version: "$LATEST",
    input: null,
    startedAt: 1,
    timeoutSeconds: 1,
    retentionDays: 1,
    isSync: 0,
    tenantId: null,
    parentId: null,
    parentOperation: null,
  });
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
