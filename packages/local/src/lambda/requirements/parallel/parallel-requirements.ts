import type { Requirements } from "../requirement.ts";
import { leftOpenBranches } from "./left-open-branches.ts";
import { nestedBranches } from "./nested-branches.ts";
import { parallelBasics } from "./parallel-basics.ts";
import { parallelCompletion } from "./parallel-completion.ts";
import { parallelReplay } from "./parallel-replay.ts";
import { sleepingBranches } from "./sleeping-branches.ts";

export const parallelRequirements: Requirements = {
  ...parallelBasics,
  ...sleepingBranches,
  ...nestedBranches,
  ...parallelCompletion,
  ...leftOpenBranches,
  ...parallelReplay,
};
