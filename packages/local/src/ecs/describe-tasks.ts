import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { taskArn } from "./arns.ts";
import type { Clusters } from "./clusters.ts";
import { taskIdOf } from "./task-reference.ts";
import { taskAnswer } from "./task-shape.ts";
import type { TaskStore } from "./task-store.ts";

const schema = z.object({
  cluster: z.string().optional(),
  tasks: z.array(z.string()).min(1).max(100),
  include: z.array(z.enum(["TAGS"])).default([]),
});

export function describeTasks(store: TaskStore, clusters: Clusters): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const cluster = clusters.require(input.cluster);
    const tasks: object[] = [];
    const failures: object[] = [];
    for (const reference of new Set(input.tasks)) {
      const id = taskIdOf(reference, cluster);
      const task = id === undefined ? undefined : store.find(id);
      if (task !== undefined && task.cluster === cluster) {
        tasks.push(taskAnswer(store.machine, task, input.include.includes("TAGS")));
      } else {
        const arn = id === undefined ? reference : taskArn(store.machine, { cluster, id });
        failures.push({ arn, reason: "MISSING" });
      }
    }
    return { tasks, failures };
  };
}
