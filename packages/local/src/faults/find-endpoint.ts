import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

const endpoints = z.object({ aws: z.url() });

/** Where the local AWS is: as the environment says, or the file that a running one leaves in its data folder. */
export async function findEndpoint(environment: NodeJS.ProcessEnv): Promise<string> {
  const { AWS_ENDPOINT_URL: named, DATA_DIR: dataDir = ".longhaul" } = environment;
  if (named !== undefined) return named;
  const file = join(dataDir, "endpoints.json");
  try {
    return endpoints.parse(JSON.parse(await readFile(file, "utf8"))).aws;
  } catch (cause) {
    throw new Error(
      `no local AWS is found by ${file}; start it, or name it with --endpoint URL or AWS_ENDPOINT_URL`,
      { cause },
    );
  }
}
