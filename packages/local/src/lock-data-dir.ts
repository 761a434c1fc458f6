import { readFileSync, writeFileSync } from "node:fs";
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
    const pid = readFileSync(pidFile, "utf8").trim();
    throw new Error(
      `${dataDir} is in use by another local AWS (pid ${pid}); stop that one, or choose another data folder`,
      { cause: error },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => lock.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === busy;
}
