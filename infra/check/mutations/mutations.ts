import { computeMutations } from "./compute-mutations.ts";
import { edgeMutations } from "./edge-mutations.ts";
import type { Mutation } from "./mutation.ts";
import { networkMutations } from "./network-mutations.ts";
import { operationsMutations } from "./operations-mutations.ts";
import { permissionMutations } from "./permission-mutations.ts";

export const mutations: Mutation[] = [
  ...computeMutations,
  ...edgeMutations,
  ...networkMutations,
  ...operationsMutations,
  ...permissionMutations,
];
