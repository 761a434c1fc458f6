import type { JobType } from "@longhaul/core/job-type/job-type";

import { definition as profileDataset } from "./profile-dataset/definition.ts";
import { definition as runCommand } from "./run-command/definition.ts";
import { definition as simulate } from "./simulate/definition.ts";

const definitions: JobType[] = [simulate, profileDataset, runCommand];

/** Every job type by its name. Only words and schemas: the API imports this. */
export const jobTypes: ReadonlyMap<string, JobType> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);
