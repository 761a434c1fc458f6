import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation, Machine } from "../service.ts";
import { taskDefinitionArn } from "./arns.ts";
import type { Definition } from "./definitions.ts";

const schema = z.object({
  familyPrefix: z.string().optional(),
  status: z.enum(["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"]).default("ACTIVE"),
});

export function listTaskDefinitions(
  machine: Machine,
  definitions: Map<string, Definition>,
): JsonOperation {
  return (raw) => {
    const { familyPrefix, status } = parseInput(schema, raw);
    // Despite its name, AWS takes the whole family's name.
    const families = [...definitions.keys()].filter(
      (family) => status === "ACTIVE" && (familyPrefix === undefined || family === familyPrefix),
    );
    return { taskDefinitionArns: families.map((family) => taskDefinitionArn(machine, family)) };
  };
}
