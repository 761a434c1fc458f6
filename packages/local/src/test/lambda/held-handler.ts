import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { z } from "zod";

const invocation = z.object({ DurableExecutionArn: z.string(), CheckpointToken: z.string() });

/** Leaves its token to the test, which checkpoints in its place, and returns what the test leaves to it. */
export async function held(event: unknown): Promise<unknown> {
  const folder = process.env["TEST_DIR"] ?? ".";
  const { DurableExecutionArn: arn, CheckpointToken: token } = invocation.parse(event);
  const uuid = arn.split("/").at(-1) ?? "";
  appendFileSync(join(folder, `${uuid}.tokens`), `${token}\n`);
  const file = join(folder, `${uuid}.output`);
  while (!existsSync(file)) await pause(5);
  const output: unknown = JSON.parse(readFileSync(file, "utf8"));
  rmSync(file);
  return output;
}
