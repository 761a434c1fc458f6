import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const busy = 5;

/**
 * Takes the folder for this process; the system drops the lock when the process ends, however it ends.
 * Throws an Error that names the process that has it. Returns what gives it back.
 */
export function lockDataDir(dataDir: string): () => void {
  const pidFile = join(dataDir, "server.pid");
  const lock = new DatabaseSync(join(dataDir, "lock.sqlite"));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `${dataDir} is in use by another local AWS${nameIn(pidFile)}; stop that one, or choose another data folder`,
      { cause: error },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => lock.close();
}

/** Empty while the other one has only just taken the folder, and not said yet who it is. */
function nameIn(pidFile: string): string {
  const text = existsSync(pidFile) ? readFileSync(pidFile, "utf8").trim() : "";
  return isRunning(Number(text)) ? ` (pid ${text})` : "";
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // That of another user runs too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === busy;
}
