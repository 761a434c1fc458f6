import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { CountingDatabase } from "../test/counting-database.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { LogStore } from "./log-store.ts";

const folder = temporaryFolder();
const db = new CountingDatabase(join(folder, "aws.sqlite"));
afterAll(async () => {
  await db.close();
  removeFolder(folder);
});

test("a prefix of a thousand streams costs no more than the group, and finds the lines of those alone", async () => {
  const clock = { now: () => 1, at: () => () => {} };
  const store = new LogStore({ db, clock, region: "r", accountId: "1" });
  db.write(() => {
    for (let index = 0; index < 1_000; index += 1) {
      const name = `${index % 2 === 0 ? "even" : "odd"}-${index}`;
      const lines = Array.from({ length: 5 }, () => ({ timestamp: 1, message: name }));
      store.append(store.place("g", name), lines);
    }
  });
  const filter = filterLogEvents(store);

  const before = db.rows;
  const page = await filter({ logGroupName: "g", logStreamNamePrefix: "even", limit: 6 });
  const even = { message: "even-0", logStreamName: "even-0" };
  const next = { message: "even-2", logStreamName: "even-2" };
  expect(page).toMatchObject({ events: [even, even, even, even, even, next] });
  // The streams, and one chunk of lines.
  expect(db.rows - before).toBeLessThan(700);
});
