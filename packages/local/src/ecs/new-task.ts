import { randomBytes, randomInt, randomUUID } from "node:crypto";

import type { Machine } from "../service.ts";
import type { Definition } from "./definitions.ts";
import { fargateSize } from "./fargate-size.ts";
import { containerOverrideOf } from "./overrides.ts";
import type { RunTaskInput } from "./run-task.ts";
import type { Task } from "./task.ts";

/** A task as RunTask accepts it. Throws for overrides that do not fit the definition. */
export function newTask(
  machine: Machine,
  cluster: string,
  definition: Definition,
  input: RunTaskInput,
  capacityProviderName: string | undefined,
): Task {
  const id = randomBytes(16).toString("hex");
  const now = machine.clock.now();
  const { overrides } = input;
  const override = containerOverrideOf(definition, overrides);
  const { cpu, memory } = fargateSize(
    overrides.cpu ?? definition.cpu,
    overrides.memory ?? definition.memory,
  );
  const added = override.environment?.map(({ name, value }) => [name, value] as const) ?? [];
  return {
    id,
    cluster,
    family: definition.family,
    group: input.group ?? `family:${definition.family}`,
    startedBy: input.startedBy,
    capacityProviderName,
    tags: input.tags,
    overrides: { ...overrides, containerOverrides: [override] },
    cpu,
    memory,
    ephemeralStorageGiB: overrides.ephemeralStorage?.sizeInGiB ?? 20,
    container: {
      uuid: randomUUID(),
      name: definition.containerName,
      runtimeId: `${id}-${randomInt(1_000_000_000, 10_000_000_000)}`,
      command: override.command?.length ? override.command : definition.command,
      directory: definition.directory,
      environment: { ...definition.environment, ...Object.fromEntries(added) },
      cpu: override.cpu,
      memory: override.memory,
      memoryReservation: override.memoryReservation,
      logGroup: definition.logGroup,
      logStream: `${definition.logStreamPrefix}/${definition.containerName}/${id}`,
    },
    network: {
      attachmentId: randomUUID(),
      interfaceId: `eni-${hex(17)}`,
      subnetId: input.networkConfiguration?.awsvpcConfiguration?.subnets[0] ?? "subnet-local",
      macAddress: `0e:${hex(10).match(/../g)?.join(":")}`,
      address: `10.0.${randomInt(256)}.${randomInt(4, 255)}`,
    },
    lastStatus: "PROVISIONING",
    desiredStatus: "RUNNING",
    version: 1,
    statusSince: now,
    createdAt: now,
    updatedAt: now,
    stopTimeoutMs: definition.stopTimeoutSeconds * 1_000,
    killSent: false,
    hostLost: false,
  };
}

function hex(digits: number): string {
  return randomBytes(digits).toString("hex").slice(0, digits);
}
