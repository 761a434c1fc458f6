import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

/** AWS's requirements, beside the repository; not part of it. */
export const requirementsFolder = join(import.meta.dirname, "../../../../../../shared/conformance");

const schema = z.object({
  description: z.string(),
  Input: z.unknown(),
  AsyncInvoke: z.boolean().default(false),
  Variables: z.record(z.string(), z.string()).default({}),
  CallbackActions: z
    .array(
      z.object({
        CallbackName: z.string(),
        Operation: z.enum(["success", "failure", "heartbeat"]),
        Payload: z.unknown().optional(),
        Delay: z.number().default(0),
      }),
    )
    .default([]),
  ExpectedResult: z
    .object({ ExecutionStatus: z.string(), Result: z.unknown().optional() })
    .optional(),
  ExpectedExecutionHistory: z.array(z.record(z.string(), z.unknown())),
  ExpectedLogs: z
    .array(z.object({ match: z.record(z.string(), z.string()), count: z.number() }))
    .default([]),
});

export type Requirement = z.output<typeof schema> & { id: string };

export function readRequirements(): Requirement[] {
  if (!existsSync(requirementsFolder)) return [];
  return globSync("*/*.yaml", { cwd: requirementsFolder })
    .map((file) => ({
      id: basename(file, ".yaml"),
      ...schema.parse(parse(readFileSync(join(requirementsFolder, file), "utf8"))),
    }))
    .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}
