import { readFileSync } from "node:fs";
import { join } from "node:path";

import { inject } from "vitest";
import { z } from "zod";

import { bundlePropertiesSchema } from "./build-handler.ts";

/** `dev` is what `sst dev` makes of a stage. */
export const stages = ["production", "test", "dev"] as const;
export type Stage = (typeof stages)[number];

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

/** The resource graph of a stage, as `sst deploy` would hand it to Pulumi. */
export function readGraph(stage: Stage): Graph {
  return graphSchema.parse(
    JSON.parse(readFileSync(join(inject("graphs"), `${stage}.json`), "utf8")),
  );
}

/** `type` as in `aws:lambda/function:Function`, without the `aws:` and the module's second half: `lambda.Function`. */
export function ofType(graph: Graph, type: string): Resource[] {
  const [module, kind] = type.split(".");
  return graph.resources.filter(
    (resource) => resource.type.startsWith(`aws:${module}/`) && resource.type.endsWith(`:${kind}`),
  );
}

/** The inputs of the one AWS resource of that name. Throws when there is none, or several. */
export function inputsOf(graph: Graph, name: string): Record<string, unknown> {
  const found = graph.resources.filter((resource) => resource.custom && resource.name === name);
  if (found.length === 1 && found[0]) return found[0].inputs;
  throw new Error(`${found.length} resources are named ${name}.`);
}
