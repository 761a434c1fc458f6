import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import type { Clusters } from "./clusters.ts";
import type { TaskLife } from "./task-life.ts";
import { taskIdOf } from "./task-reference.ts";
import { taskAnswer } from "./task-shape.ts";
import type { TaskStore } from "./task-store.ts";

const schema = z.object({
  cluster: z.string().optional(),
  task: z.string().min(1),
  reason: z.string().max(255).optional(),
});

/** A task that is stopping or has stopped is answered as it is. */
export function stopTask(store: TaskStore, life: TaskLife, clusters: Clusters): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const cluster = clusters.require(input.cluster);
    const id = taskIdOf(input.task, cluster);
    const task = id === undefined ? undefined : store.find(id);
    if (task === undefined || task.cluster !== cluster) {
      throw new AwsError("InvalidParameterException", "The referenced task was not found.");
    }
    const stoppedReason = input.reason ?? "Task stopped by user";
    const stopped = store.machine.db.write(() =>
      life.stop(task, { stopCode: "UserInitiated", stoppedReason }),
    );
    return { task: taskAnswer(store.machine, stopped) };
  };
}
