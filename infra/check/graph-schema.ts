import { z } from "zod";

import { bundlePropertiesSchema } from "./build-handler.ts";

/** `test` is any stage that is not production, `dev` one that `sst dev` makes, `private` production with PrivateLink. */
export const variants = ["production", "private", "test", "dev"] as const;
/** What `test` is called: any longer, and the functions' names would not fit. */
export const longestStage = "the-longest-name-that-a-stage-may-have-yes";
export type Variant = (typeof variants)[number];

const resourceSchema = z.object({
  type: z.string(),
  name: z.string(),
  /** False: a component, which only groups resources. */
  custom: z.boolean(),
  inputs: z.record(z.string(), z.unknown()),
  protect: z.boolean(),
  retainOnDelete: z.boolean(),
});

export const graphSchema = z.object({
  app: z.looseObject({ protect: z.boolean(), removal: z.string() }),
  outputs: z.record(z.string(), z.unknown()),
  /** What SST's `Resource` holds, by name. */
  links: z.record(z.string(), z.unknown()),
  /** What `sst dev` runs in the place of each task. */
  liveTasks: z.array(z.unknown()),
  /** The handlers that were bundled, what is linked to each, and how. */
  builds: z.array(
    z.object({
      handler: z.string(),
      links: z.array(z.string()),
      properties: bundlePropertiesSchema,
    }),
  ),
  resources: z.array(resourceSchema),
});

export type Graph = z.output<typeof graphSchema>;
export type Resource = z.output<typeof resourceSchema>;
