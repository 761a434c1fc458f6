import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createApiKey } from "../packages/core/src/api-key/create-api-key.ts";
import { verifyApiKey } from "../packages/core/src/api-key/verify-api-key.ts";
import { DomainError } from "../packages/core/src/error.ts";
import type { Ports } from "../packages/core/src/ports.ts";

/** This machine's admin key: made at the first start, kept in the data folder for its owner alone. */
export async function adminKey(
  ports: Pick<Ports, "apiKeys" | "clock">,
  dataDir: string,
): Promise<string> {
  const file = join(dataDir, "admin-key");
  const kept = await readIfThere(file);
  if (kept !== undefined && (await isValid(ports, kept))) return kept;
  const made = await createApiKey(ports, { name: "this machine", role: "admin" }, "longhaul");
  await writeFile(file, made.apiKey, { mode: 0o600 });
  await chmod(file, 0o600);
  return made.apiKey;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function isValid(ports: Pick<Ports, "apiKeys" | "clock">, key: string): Promise<boolean> {
  try {
    await verifyApiKey(ports, key);
    return true;
  } catch (error) {
    // Revoked by hand, or the table is another one: a new key takes its place.
    if (error instanceof DomainError && error.code === "unauthenticated") return false;
    throw error;
  }
}
