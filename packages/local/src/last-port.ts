import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileIn = (dataDir: string) => join(dataDir, "port");

/** The port of the server before this one: tasks that outlived it know no other. */
export function lastPort(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(fileIn(dataDir), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export const keepPort = (dataDir: string, port: number): void =>
  writeFileSync(fileIn(dataDir), String(port));
