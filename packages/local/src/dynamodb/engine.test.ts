import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { runsAs } from "../runs-as.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { Engine } from "./engine.ts";
import { freeAddress } from "./free-address.ts";

test("closing while a killed engine is on its way back leaves none", async () => {
  const dataDir = temporaryFolder();
  onTestFinished(() => removeFolder(dataDir));
  const due: (() => void)[] = [];
  const at = (_atMs: number, run: () => void) => {
    due.push(run);
    return () => {};
  };
  const engine = new Engine({ dataDir, clock: { now: Date.now, at } });
  await engine.start();
  const pid = () => Number(readFileSync(join(dataDir, "dynamodb.pid"), "utf8"));
  const killed = pid();
  process.kill(killed, "SIGKILL");
  await expect.poll(() => due, { timeout: 10_000 }).toHaveLength(1);
  due[0]?.();
  await engine.close();
  expect(pid()).toBe(killed);
  expect(runsAs(killed, dataDir)).toBe(false);
});

const clock = { now: Date.now, at: () => () => {} };

/** A data folder, and an address that somebody else listens on. */
async function startOther() {
  const dataDir = temporaryFolder();
  const taken = await freeAddress();
  const other = createServer().listen(taken.port, taken.host);
  await once(other, "listening");
  onTestFinished(() => {
    other.close();
    removeFolder(dataDir);
  });
  return { dataDir, taken };
}

test("an address that somebody took meanwhile is left to them", async () => {
  const { dataDir, taken } = await startOther();
  const free = await freeAddress();
  const addresses = [taken, free];
  const engine = new Engine({ dataDir, clock }, async () => addresses.shift() ?? free);
  await engine.start();
  expect(engine.address).toEqual(free);
  await engine.close();
});

test("no address for the engine ends the start with what it says", async () => {
  const { dataDir, taken } = await startOther();
  const engine = new Engine({ dataDir, clock }, async () => taken);
  await expect(engine.start()).rejects.toThrow(`port ${taken.port} is already in use`);
});
