import type { Ports } from "../ports.ts";
import { keepFacts } from "./keep-facts.ts";
import { recordTask, type SeenTask } from "./record-task.ts";
import { superviseNext } from "./supervise-next.ts";

/**
 * Takes in ECS's news of a task from outside its execution, and wakes whoever waits for the attempt's end. Events come
 * twice, late and out of order: repeatable in any order.
 */
export async function observeTask(
  ports: Pick<Ports, "jobs" | "executions" | "logs" | "clock">,
  seen: SeenTask,
  reportedBy: "event" | "sweep",
): Promise<void> {
  const outcome = await recordTask(ports, seen, reportedBy);
  if (outcome === undefined) return;
  await superviseNext(ports, { ...seen, outcome });
  await keepFacts(ports, seen);
}
