import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { CountingDatabase } from "../test/counting-database.ts";
import { seedExecution } from "../test/lambda/seed-execution.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { OperationStore } from "./operation-store.ts";
import { newOperation } from "./operation.ts";

let folder: string;
let db: CountingDatabase;
beforeEach(() => {
  folder = temporaryFolder();
  db = new CountingDatabase(join(folder, "db.sqlite"));
});
afterEach(async () => {
  await db.close();
  removeFolder(folder);
});

/** As in a file of an earlier version, which kept every operation in the index of the callbacks. */
function defineAsBefore(): void {
  const [table] = db.all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE name = 'operations'",
  );
  const before = table?.sql.replace("callback_id TEXT,", "callback_id TEXT UNIQUE,") ?? "";
  db.define(`DROP TABLE operations; ${before}`);
}

test.each([{ layout: "this" }, { layout: "an earlier" }])(
  "a callback is found by an index, and its id is taken once, in a file of $layout version",
  ({ layout }) => {
    const { id } = seedExecution(db, "e", { operations: 3 });
    if (layout !== "this") defineAsBefore();
    const store = new OperationStore(db);
    const unique = db.all<{ origin: string }>("PRAGMA index_list(operations)");
    expect(unique.filter(({ origin }) => origin === "u")).toHaveLength(layout === "this" ? 0 : 1);
    const callback = (name: string, position: number) =>
      Object.assign(newOperation({ Id: name, Type: "CALLBACK", Action: "START" }, 1), {
        callbackId: "c",
        position,
        change: position,
      });
    db.write(() => store.insert(id, callback("first", 11)));
    expect(store.byCallback("c")).toMatchObject({ executionId: id, operation: { id: "first" } });
    expect(store.byCallback("d")).toBeUndefined();
    expect(() => db.write(() => store.insert(id, callback("second", 12)))).toThrow(/UNIQUE/);
    expect(db.plans()).toContainEqual(
      expect.stringMatching(/^SEARCH operations USING INDEX \w+ \(callback_id=\?\)$/),
    );
  },
);
