import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { buildWorker } from "./build-worker.ts";

test("starts at the same time share one build of the worker, which runs and is not built again", async () => {
  const [main, other] = await Promise.all([buildWorker(), buildWorker()]);
  expect(main).toBe(other);
  const { mtimeMs } = await stat(main);
  await promisify(execFile)(process.execPath, [main, "--load-all"]);

  expect(await buildWorker()).toBe(main);
  expect((await stat(main)).mtimeMs).toBe(mtimeMs);
});
