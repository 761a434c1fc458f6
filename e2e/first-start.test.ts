import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type LonghaulProcess, startLonghaulProcess } from "./longhaul-process.ts";
import { isAlive } from "./processes.ts";
import { rest } from "./rest.ts";

describe("one command on a new machine", { timeout: 120_000 }, () => {
  let dataDir: string;
  let longhaul: LonghaulProcess;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "longhaul-first-"));
    longhaul = await startLonghaulProcess(dataDir);
  }, 120_000);

  afterAll(async () => {
    if (isAlive(longhaul.endpoints.pid)) await longhaul.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test("the first start submits one job of each pattern, and all three succeed", async () => {
    const { items } = await rest(longhaul).list();
    expect(items.map((job) => job.pattern).toSorted()).toEqual(["await", "callback", "sync"]);
    const ended = await Promise.all(items.map((job) => rest(longhaul).ended(job.id)));
    expect(Object.fromEntries(ended.map((job) => [job.type, job.status]))).toEqual({
      "profile-dataset": "succeeded",
      "run-command": "succeeded",
      simulate: "succeeded",
    });
  });

  test("no worker warns: each said what it had to, to the table and to its callback", async () => {
    const { items } = await rest(longhaul).list();
    for (const { id } of items) {
      await rest(longhaul).ended(id);
      const logs = await (await rest(longhaul).call(`/jobs/${id}/logs`)).text();
      expect(logs).toContain("work.started");
      expect(logs).not.toMatch(/warn|circular/i);
    }
  });

  test("the sample's profile agrees with counting the file's lines independently", async () => {
    const { items } = await rest(longhaul).list();
    const sample = items.find((job) => job.type === "profile-dataset");
    const { result } = await rest(longhaul).ended(sample?.id ?? "");
    const file = new URL("../node_modules/vega-datasets/data/zipcodes.csv", import.meta.url);
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(result).toMatchObject({ rows: lines.length - 1 });
  });

  test("the key that it leaves for other programs is the owner's alone", async () => {
    for (const file of ["endpoints.json", "admin-key", "session-secret"]) {
      expect((await stat(join(dataDir, file))).mode & 0o777).toBe(0o600);
    }
  });

  test("Ctrl-C leaves no process behind, and the second start shows the same jobs", async () => {
    const before = await rest(longhaul).list();
    const pids = longhaul.pids();
    expect(pids.length).toBeGreaterThan(1);
    expect(await longhaul.stop()).toBe(0);
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);

    longhaul = await startLonghaulProcess(dataDir);
    const after = await rest(longhaul).list();
    expect(after.items).toEqual(before.items);
  });
});
