import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { LocalAwsOptions } from "../options.ts";
import { spawnCli, type CliConditions, type CliProcess } from "./spawn-cli.ts";
import { clientConfig, testSettings } from "./test-settings.ts";

export type SpawnedAws = CliProcess & { dataDir: string; client: ReturnType<typeof clientConfig> };

/** The local AWS as the command that users start, for tests that kill it. */
export async function spawnTestAws(
  dataDir: string,
  options: Partial<LocalAwsOptions> = {},
  conditions: CliConditions = {},
): Promise<SpawnedAws> {
  const config = join(dataDir, "config.json");
  writeFileSync(config, JSON.stringify({ ...testSettings(dataDir), ...options }));
  const cli = await spawnCli(["--config", config], conditions);
  return { ...cli, dataDir, client: clientConfig(cli.endpoint) };
}
