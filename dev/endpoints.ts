import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What other programs on this machine need to reach a running Longhaul. */
export interface Endpoints {
  dashboard: string;
  api: string;
  aws: string;
  apiKey: string;
  region: string;
  pid: number;
}

const fileIn = (dataDir: string) => join(dataDir, "endpoints.json");

/** Written when everything is ready, whole or not at all; readable by the owner alone, since it holds a key. */
export async function writeEndpoints(dataDir: string, endpoints: Endpoints): Promise<void> {
  const draft = `${fileIn(dataDir)}.new`;
  await writeFile(draft, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(dataDir));
}

/** So that nobody takes a stopped Longhaul for a running one. */
export const removeEndpoints = (dataDir: string): Promise<void> =>
  rm(fileIn(dataDir), { force: true });
