import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";

const markIn = (dataDir: string) => join(dataDir, "samples-submitted");

export async function isFirstStart(dataDir: string): Promise<boolean> {
  return access(markIn(dataDir)).then(
    () => false,
    () => true,
  );
}

export const markStarted = (dataDir: string): Promise<void> =>
  writeFile(markIn(dataDir), `${new Date().toISOString()}\n`);
