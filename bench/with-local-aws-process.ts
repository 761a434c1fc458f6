import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import packageJson from "../package.json" with { type: "json" };
import type { FunctionOptions } from "../packages/local/src/options.ts";

export interface LocalAwsProcess {
  endpoint: string;
  pid: number;
}

const project = fileURLToPath(new URL("..", import.meta.url));
/** `npm run local-aws`, without npm. */
const [, ...localAws] = packageJson.scripts["local-aws"].split(" ");

/** The local AWS as its command, so that the load comes from another process, as it does in use. */
export async function withLocalAwsProcess<Result>(
  functions: FunctionOptions[],
  work: (aws: LocalAwsProcess) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "longhaul-bench-"));
  const config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ dataDir: "data", functions }));
  const server = spawn(process.execPath, [...localAws, "--config", config], {
    cwd: project,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(server, "exit");
  try {
    const lines = createInterface({ input: server.stdout });
    const [endpoint] = (await once(lines, "line")) as [string];
    return await work({ endpoint, pid: server.pid ?? 0 });
  } finally {
    server.kill("SIGTERM");
    await exit;
    await rm(folder, { recursive: true, force: true });
  }
}
