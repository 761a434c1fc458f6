import type { JsonOperation, Machine } from "../service.ts";
import { clusterArn } from "./arns.ts";
import type { Clusters } from "./clusters.ts";

export function listClusters(machine: Machine, clusters: Clusters): JsonOperation {
  return () => ({ clusterArns: [...clusters.names].map((name) => clusterArn(machine, name)) });
}
