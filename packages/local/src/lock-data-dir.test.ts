import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { afterEach, expect, test } from "vitest";

import { lockDataDir } from "./lock-data-dir.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function newFolder(): string {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  return dataDir;
}

/** Takes the folder as soon as it is told to, says how that went, and keeps it until it is killed. */
const script = `
import { lockDataDir } from ${JSON.stringify(join(import.meta.dirname, "lock-data-dir.ts"))};
console.log("ready");
process.stdin.once("data", () => {
  try {
    lockDataDir(process.argv[1]);
    console.log("taken");
  } catch (error) {
    console.log(error.message);
  }
});
`;

async function rival(dataDir: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, dataDir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const end = async () => {
    child.kill("SIGKILL");
    await exit;
  };
  undo.push(end);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid,
    end,
    take: async (): Promise<string> => {
      child.stdin.write("go\n");
      const said = await lines.next();
      return said.done === true ? "it ended" : said.value;
    },
  };
}

test("of several that take a folder at once one has it, and again after it was killed", async () => {
  const dataDir = newFolder();
  for (let round = 0; round < 2; round += 1) {
    const rivals = await Promise.all([1, 2, 3].map(() => rival(dataDir)));
    const said = await Promise.all(rivals.map((one) => one.take()));
    expect(said.filter((line) => line === "taken")).toHaveLength(1);
    const refused = said.filter((line) => line !== "taken");
    for (const line of refused) {
      expect(line).toMatch(
        /^\S+ is in use by another local AWS( \(pid \d+\))?; stop that one, or choose another data folder$/,
      );
    }
    const winner = rivals[said.indexOf("taken")];
    expect(Number(readFileSync(join(dataDir, "server.pid"), "utf8"))).toBe(winner?.pid);
    for (const { end } of rivals) await end();
  }
});

test("a folder whose server was killed is free, whoever has its pid now", () => {
  const dataDir = newFolder();
  writeFileSync(join(dataDir, "server.pid"), `${process.ppid}\n`);
  expect(lockDataDir(dataDir)).not.toThrow();
});

test("one that has not said yet who it is has the folder all the same", () => {
  const dataDir = newFolder();
  undo.push(lockDataDir(dataDir));
  const inUse = new RegExp(`^${dataDir} is in use by another local AWS;`);
  // As an earlier server left it, or none.
  writeFileSync(join(dataDir, "server.pid"), "2147483647\n");
  expect(() => lockDataDir(dataDir)).toThrow(inUse);
  rmSync(join(dataDir, "server.pid"));
  expect(() => lockDataDir(dataDir)).toThrow(inUse);
});

test("a folder that was given back can be taken again", () => {
  const dataDir = newFolder();
  lockDataDir(dataDir)();
  expect(lockDataDir(dataDir)).not.toThrow();
});
