import { readFileSync } from "node:fs";
import { join } from "node:path";

import { inject } from "vitest";

import { type Graph, graphSchema, type Resource, type Variant } from "./graph-schema.ts";

/** The resource graph, as `sst deploy` would hand it to Pulumi. */
export function readGraph(variant: Variant): Graph {
  return graphSchema.parse(
    JSON.parse(readFileSync(join(inject("graphs"), `${variant}.json`), "utf8")),
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
