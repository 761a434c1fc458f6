import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import type { Definition } from "./definitions.ts";

/** Four are the least that Docker takes. */
const mebibytes = z.number().int().min(4).optional();

const containerOverride = z.looseObject({
  name: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  cpu: z.number().int().min(0).optional(),
  memory: mebibytes,
  memoryReservation: mebibytes,
});

export const overridesSchema = z.looseObject({
  cpu: z.string().optional(),
  memory: z.string().optional(),
  ephemeralStorage: z.object({ sizeInGiB: z.number().int().min(20).max(200) }).optional(),
  containerOverrides: z.array(containerOverride).default([]),
});

type Overrides = z.output<typeof overridesSchema>;

const maxLength = 8_192;

/** What the task's one container gets from the overrides. Throws for a container that is not there. */
export function containerOverrideOf(definition: Definition, overrides: Overrides) {
  if (JSON.stringify(overrides).length > maxLength) {
    throw invalid(`Container Overrides length must be at most ${maxLength}`);
  }
  for (const { name } of overrides.containerOverrides) {
    if (name === definition.containerName) continue;
    throw invalid(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
  if (overrides.containerOverrides.length > 1) {
    throw invalid(`There is more than one override for container ${definition.containerName}.`);
  }
  return overrides.containerOverrides[0] ?? { name: definition.containerName };
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
