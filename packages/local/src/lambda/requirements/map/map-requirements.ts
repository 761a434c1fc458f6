import type { Requirements } from "../requirement.ts";
import { largeMaps } from "./large-maps.ts";
import { mapBasics } from "./map-basics.ts";
import { mapCompletion } from "./map-completion.ts";
import { nestedItems } from "./nested-items.ts";
import { sleepingItems } from "./sleeping-items.ts";

export const mapRequirements: Requirements = {
  ...mapBasics,
  ...sleepingItems,
  ...nestedItems,
  ...mapCompletion,
  ...largeMaps,
};
