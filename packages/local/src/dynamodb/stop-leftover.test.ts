import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { stopLeftover } from "./stop-leftover.ts";

const undo: (() => unknown)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).toReversed()) step();
});

function leftover() {
  const folder = temporaryFolder();
  undo.push(() => removeFolder(folder));
  const [pidFile, dbFile] = [join(folder, "dynamodb.pid"), join(folder, "dynamodb.sqlite")];
  const child = spawn("/bin/sh", ["-c", "read -r word", dbFile]);
  undo.push(() => child.kill("SIGKILL"));
  writeFileSync(pidFile, `${child.pid}\n`);
  return { pidFile, dbFile, child };
}

test("the recorded engine is stopped, and gone when the next one may start", async () => {
  const { pidFile, dbFile, child } = leftover();
  await Promise.all([once(child, "exit"), stopLeftover(pidFile, dbFile)]);
  expect(child.signalCode).toBe("SIGTERM");
  await stopLeftover(pidFile, dbFile);
});

test("a process that was given the same pid later is left alone", async () => {
  const { pidFile, child } = leftover();
  await stopLeftover(pidFile, "/another/dynamodb.sqlite");
  expect(child.kill(0)).toBe(true);
});
