import { AwsError } from "../aws-error.ts";
import type { TaskOptions } from "../options.ts";
import { revision } from "./arns.ts";
import { fargateSize } from "./fargate-size.ts";

/** A task definition with its defaults filled in. */
export interface Definition {
  family: string;
  containerName: string;
  command: string[];
  directory: string | undefined;
  environment: Record<string, string>;
  cpu: string;
  memory: string;
  stopTimeoutSeconds: number;
  logGroup: string;
  logStreamPrefix: string;
}

const sizesPage =
  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html";

const longestStopTimeoutSeconds = 120;

/** By family. Throws an Error that names the definition which Fargate would not take. */
export function parseDefinitions(tasks: TaskOptions[]): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const task of tasks) {
    const definition = withDefaults(task);
    const wrong = definitions.has(task.family)
      ? "the family is defined twice; give each its own name"
      : problemOf(definition);
    if (wrong !== undefined) throw new Error(`task definition ${task.family}: ${wrong}`);
    definitions.set(task.family, definition);
  }
  return definitions;
}

function withDefaults(task: TaskOptions): Definition {
  const { family } = task;
  return {
    family,
    containerName: task.containerName ?? family,
    command: task.command,
    directory: task.directory,
    environment: task.environment ?? {},
    cpu: String(task.cpu ?? 256),
    memory: String(task.memory ?? 512),
    stopTimeoutSeconds: task.stopTimeoutSeconds ?? 30,
    logGroup: task.logGroup ?? `/ecs/${family}`,
    logStreamPrefix: task.logStreamPrefix ?? "ecs",
  };
}

function problemOf(definition: Definition): string | undefined {
  const { command, cpu, memory, stopTimeoutSeconds } = definition;
  if (command.length === 0) return "its command is empty";
  if (!(stopTimeoutSeconds > 0 && stopTimeoutSeconds <= longestStopTimeoutSeconds)) {
    return `stopTimeoutSeconds must be above 0 and at most ${longestStopTimeoutSeconds}`;
  }
  try {
    fargateSize(cpu, memory);
  } catch {
    return `Fargate has no size of ${cpu} CPU units and ${memory} MiB; ${sizesPage} lists those that it has`;
  }
  return undefined;
}

/** By family, `family:revision` or ARN; undefined when there is none. */
export function findDefinition(
  definitions: Map<string, Definition>,
  reference: string,
): Definition | undefined {
  const name = reference.replace(/^arn:[^:]+:ecs:[^:]*:[^:]*:task-definition\//, "");
  const [family = "", asked = String(revision)] = name.split(":");
  return asked === String(revision) ? definitions.get(family) : undefined;
}

export function requireDefinition(
  definitions: Map<string, Definition>,
  reference: string,
): Definition {
  const definition = findDefinition(definitions, reference);
  if (definition !== undefined) return definition;
  throw new AwsError("ClientException", "TaskDefinition not found.");
}
