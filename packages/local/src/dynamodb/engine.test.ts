import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { runsAs } from "../runs-as.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { Engine } from "./engine.ts";

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
