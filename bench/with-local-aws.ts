import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { FunctionOptions, LocalAwsOptions } from "../packages/local/src/options.ts";
import type { LocalAws } from "../packages/local/src/start.ts";

/** A local AWS on a data folder of its own, for as long as `work` takes. */
export async function withLocalAws<Result>(
  functions: FunctionOptions[],
  work: (aws: LocalAws) => Promise<Result>,
  options: Pick<LocalAwsOptions, "clock"> = {},
): Promise<Result> {
  // Not with the others, so that the in-memory runner's part does not load it.
  const { startLocalAws } = await import("../packages/local/src/start.ts");
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-bench-"));
  try {
    const aws = await startLocalAws({ dataDir, functions, ...options });
    try {
      return await work(aws);
    } finally {
      await aws.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
