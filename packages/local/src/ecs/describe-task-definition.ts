import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation, Machine } from "../service.ts";
import { revision, taskDefinitionArn } from "./arns.ts";
import { findDefinition, type Definition } from "./definitions.ts";
import { architecture, imageOf } from "./task-shape.ts";

const schema = z.object({ taskDefinition: z.string().min(1) });

export function describeTaskDefinition(
  machine: Machine,
  definitions: Map<string, Definition>,
): JsonOperation {
  return (raw) => {
    const { taskDefinition } = parseInput(schema, raw);
    const definition = findDefinition(definitions, taskDefinition);
    if (definition === undefined) {
      throw new AwsError("ClientException", "Unable to describe task definition.");
    }
    return {
      taskDefinition: {
        taskDefinitionArn: taskDefinitionArn(machine, definition.family),
        family: definition.family,
        revision,
        status: "ACTIVE",
        containerDefinitions: [containerDefinition(machine, definition)],
        cpu: definition.cpu,
        memory: definition.memory,
        networkMode: "awsvpc",
        compatibilities: ["EC2", "FARGATE"],
        requiresCompatibilities: ["FARGATE"],
        runtimePlatform: {
          cpuArchitecture: architecture.toUpperCase(),
          operatingSystemFamily: "LINUX",
        },
      },
      tags: [],
    };
  };
}

function containerDefinition(machine: Machine, definition: Definition): object {
  return {
    name: definition.containerName,
    image: imageOf(definition.family),
    essential: true,
    cpu: 0,
    command: definition.command,
    environment: Object.entries(definition.environment).map(([name, value]) => ({ name, value })),
    stopTimeout: definition.stopTimeoutSeconds,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": definition.logGroup,
        "awslogs-region": machine.region,
        "awslogs-stream-prefix": definition.logStreamPrefix,
      },
    },
  };
}
