import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Signs the dashboard's sessions; kept, so that they outlive a restart. */
export async function sessionSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "session-secret");
  const made = randomBytes(32).toString("base64url");
  try {
    await writeFile(file, made, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return readFile(file, "utf8");
    }
    throw error;
  }
}
