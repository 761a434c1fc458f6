import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "../database.ts";
import { ManualClock } from "../manual-clock.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { Timers } from "./timers.ts";

let folder: string;
let db: Database;
let clock: ManualClock;
let timers: Timers;
const fired: string[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  db = new Database(join(folder, "db.sqlite"));
  clock = new ManualClock();
  fired.length = 0;
  timers = new Timers({ db, clock }, (kind, subject) => void fired.push(`${kind} ${subject}`));
});
afterEach(async () => {
  timers.close();
  await db.close();
  removeFolder(folder);
});

test.each([{ had: "its timeout" }, { had: "no timer any more" }])(
  "of an execution that ends with $had only its removal is left; what has the same number stays",
  async ({ had }) => {
    const now = clock.now();
    db.write(() => {
      if (had === "its timeout") timers.set("execution-timeout", now + 1_000, 1);
      timers.set("wait", now + 1_000, 1, "w");
      timers.set("invocation-retry", now + 1_000, 1);
      timers.set("async-retry", now + 1_000, 1);
      timers.set("execution-timeout", now + 1_000, 2);
      timers.endExecution(1, now + 500);
    });
    clock.advance(500);
    await expect.poll(() => fired).toEqual(["retention 1"]);
    clock.advance(10_000);
    await expect
      .poll(() => fired.toSorted())
      .toEqual(["async-retry 1", "execution-timeout 2", "retention 1"]);
  },
);
