import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const requirements = join(import.meta.dirname, "requirements.txt");
const cache = join(import.meta.dirname, "../../node_modules/.cache");

/**
 * A Python that has boto3, in an environment of its own that is made once; what the machine's Python has
 * already is not downloaded. `missing` says why there is none.
 */
export async function pythonWithBoto3(): Promise<{ python: string } | { missing: string }> {
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const folder = join(cache, `boto3-${version.slice(0, 16)}`);
  const python = join(folder, "bin/python");
  const isReady = join(folder, "ready");
  if (existsSync(isReady) && existsSync(python)) return { python };
  try {
    await rm(folder, { recursive: true, force: true });
    await run("python3", ["-m", "venv", "--system-site-packages", folder]);
    const quickly = ["--quiet", "--no-input", "--retries", "0", "--timeout", "15"];
    const install = ["-m", "pip", "install", ...quickly, "--requirement", requirements];
    await run(python, install, { timeout: 120_000 });
    await writeFile(isReady, "");
    return { python };
  } catch (error) {
    return { missing: reasonOf(error) };
  }
}

/** pip and venv say last why they gave up. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "there is no python3";
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return (said || error.message).split("\n").at(-1) ?? "";
}
