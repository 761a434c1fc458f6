import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { evaluate } from "./evaluate-variants.ts";
import { longestStage } from "./graph-schema.ts";

test("a stage whose name leaves no room for a function's is refused in words that say what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "longhaul-stage-"));
  try {
    const evaluated = evaluate(`${longestStage}x`, join(folder, "graph.json"));
    await expect(evaluated).rejects.toThrow("choose a stage whose name is 1 letters shorter");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
