import { z } from "zod";

import type { Graph } from "./graph-schema.ts";
import { ofType } from "./graph.ts";

export const functions = [
  "run-sync",
  "run-callback",
  "run-await",
  "task-state",
  "sweep",
  "api",
] as const;
export type FunctionName = (typeof functions)[number];

/** The inputs of a function, by the last part of its name. */
export function functionInputs(graph: Graph, name: FunctionName): Record<string, unknown> {
  const found = ofType(graph, "lambda.Function").find(
    ({ inputs }) => inputs["name"] === `longhaul-production-${name}`,
  );
  if (found === undefined) throw new Error(`There is no function ${name}.`);
  return found.inputs;
}

const environmentSchema = z.object({
  environment: z.object({ variables: z.record(z.string(), z.string()) }),
});

export const environmentOf = (graph: Graph, name: FunctionName): Record<string, string> =>
  environmentSchema.parse(functionInputs(graph, name)).environment.variables;
