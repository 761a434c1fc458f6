import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { systemClock } from "../../clock.ts";
import { Database } from "../../database.ts";
import { removeFolder, temporaryFolder } from "../../test/temporary-folder.ts";
import { LogStream } from "./log-stream.ts";

const folder = temporaryFolder();
const db = new Database(join(folder, "aws.sqlite"));
afterAll(async () => {
  await db.close();
  removeFolder(folder);
});

test("a line without an end is logged in pieces as it comes, none of them too long or in half a character", () => {
  const logged: string[] = [];
  const sink = {
    append: (_group: string, _stream: string, lines: { message: string }[]) =>
      void logged.push(...lines.map(({ message }) => message)),
  };
  const log = new LogStream({ db, clock: systemClock }, sink, "f", "$LATEST");
  // One unit first, so that the longest event ends in the middle of a pair.
  const printed = `x${"😀".repeat(300_000)}`;
  for (let at = 0; at < printed.length; at += 60_001) {
    log.print("stdout", printed.slice(at, at + 60_001));
  }
  expect(logged.map((message) => message.length)).toEqual([262_143, 262_144]);
  expect(logged.every((message) => message.isWellFormed())).toBe(true);
  log.print("stdout", "the end\n");
  expect(logged.join("")).toBe(`${printed}the end`);
});
