import { invokeRequirements } from "./invoke/invoke-requirements.ts";
import { mapRequirements } from "./map/map-requirements.ts";
import { parallelRequirements } from "./parallel/parallel-requirements.ts";
import type { Requirements } from "./requirement.ts";

/** The three suites. */
export const suites = {
  invoke: invokeRequirements,
  parallel: parallelRequirements,
  map: mapRequirements,
};

export const allRequirements: Requirements = {
  ...suites.invoke,
  ...suites.parallel,
  ...suites.map,
};
