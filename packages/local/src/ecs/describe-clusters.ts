import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation, Machine } from "../service.ts";
import { clusterArn } from "./arns.ts";
import { capacityProviders } from "./capacity-provider.ts";
import { clusterName, type Clusters } from "./clusters.ts";

const schema = z.object({ clusters: z.array(z.string()).max(100).default(["default"]) });

export function describeClusters(machine: Machine, clusters: Clusters): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const found: object[] = [];
    const failures: object[] = [];
    for (const reference of new Set(input.clusters)) {
      const name = clusters.find(reference);
      if (name === undefined) {
        failures.push({ arn: clusterArn(machine, clusterName(reference)), reason: "MISSING" });
      } else {
        found.push(describe(machine, name));
      }
    }
    return { clusters: found, failures };
  };
}

function describe(machine: Machine, name: string): object {
  const counts = machine.db.get<{ running: number; pending: number }>(
    `SELECT count(*) FILTER (WHERE last_status = 'RUNNING') AS running,
       count(*) FILTER (WHERE last_status IN ('PROVISIONING', 'PENDING', 'ACTIVATING')) AS pending
     FROM ecs_tasks WHERE cluster = ? AND stopped_at IS NULL`,
    name,
  );
  return {
    clusterArn: clusterArn(machine, name),
    clusterName: name,
    status: "ACTIVE",
    runningTasksCount: counts?.running ?? 0,
    pendingTasksCount: counts?.pending ?? 0,
    activeServicesCount: 0,
    registeredContainerInstancesCount: 0,
    capacityProviders,
    defaultCapacityProviderStrategy: [],
    settings: [],
    statistics: [],
    tags: [],
  };
}
