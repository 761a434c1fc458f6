import { bundleMutations } from "./bundle-mutations.ts";
import { computeMutations } from "./compute-mutations.ts";
import { devMutations } from "./dev-mutations.ts";
import { documentMutations } from "./document-mutations.ts";
import { edgeMutations } from "./edge-mutations.ts";
import { eventMutations } from "./event-mutations.ts";
import { imageMutations } from "./image-mutations.ts";
import { listMutations } from "./list-mutations.ts";
import type { Mutation } from "./mutation.ts";
import { networkMutations } from "./network-mutations.ts";
import { operationsMutations } from "./operations-mutations.ts";
import { permissionMutations } from "./permission-mutations.ts";
import { privateMutations } from "./private-mutations.ts";
import { typesMutations } from "./types-mutations.ts";
import { workerMutations } from "./worker-mutations.ts";

export const mutations: Mutation[] = [
  ...bundleMutations,
  ...imageMutations,
  ...computeMutations,
  ...devMutations,
  ...documentMutations,
  ...edgeMutations,
  ...eventMutations,
  ...listMutations,
  ...networkMutations,
  ...operationsMutations,
  ...permissionMutations,
  ...privateMutations,
  ...typesMutations,
  ...workerMutations,
];
