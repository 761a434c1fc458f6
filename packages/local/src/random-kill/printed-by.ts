import { existsSync, readFileSync } from "node:fs";

import { TaskFolder } from "../ecs/task-folder.ts";

/** The lines in the file that a task prints to; none when it never ran. */
export function printedBy(dataDir: string, taskArn: string): string[] {
  const { output } = new TaskFolder(dataDir, taskArn.split("/").at(-1) ?? "");
  if (!existsSync(output)) return [];
  return readFileSync(output, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
