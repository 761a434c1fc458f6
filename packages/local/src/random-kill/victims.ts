import { processesWith, type ProcessLine } from "./processes.ts";

/** The processes of a kind that run for the server on `folder`. */
export function findVictims(
  kind: "function host" | "task's shell" | "task's program" | "DynamoDB",
  folder: string,
  serverPid: number,
): ProcessLine[] {
  const all = processesWith(folder);
  const shells = all.filter(({ command }) => command.includes("ecs-task:"));
  switch (kind) {
    case "function host":
      // Those of the work: another that dies is told of its event again a minute later.
      return all.filter(
        ({ parent, command }) =>
          parent === serverPid && command.includes("random-kill/handlers.ts"),
      );
    case "task's shell":
      return shells;
    case "task's program": {
      const parents = new Set(shells.map(({ pid }) => pid));
      return all.filter(({ parent }) => parents.has(parent));
    }
    case "DynamoDB":
      return all.filter(({ command }) => command.includes("--db-path"));
  }
}

/** Of the task that a process belongs to, which has it in its environment. */
export function taskIdOf({ command }: ProcessLine): string | undefined {
  return /\/v4\/([0-9a-f]+)-/.exec(command)?.[1];
}
