import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { taskArn } from "./arns.ts";
import { assignProviders, strategySchema } from "./capacity-provider.ts";
import type { ClientTokens } from "./client-tokens.ts";
import type { Clusters } from "./clusters.ts";
import { requireDefinition, type Definition } from "./definitions.ts";
import { newTask } from "./new-task.ts";
import { overridesSchema } from "./overrides.ts";
import { parametersHash } from "./parameters-hash.ts";
import type { TaskLife } from "./task-life.ts";
import { taskAnswer } from "./task-shape.ts";
import type { TaskStore } from "./task-store.ts";

const tagsSchema = z
  .array(
    z.object({
      key: z
        .string()
        .min(1)
        .max(128)
        .refine((key) => !/^aws:/i.test(key), "aws: is a prefix of AWS's own keys"),
      value: z.string().max(256).default(""),
    }),
  )
  .max(50)
  .refine(
    (tags) => new Set(tags.map(({ key }) => key)).size === tags.length,
    "a key is there twice",
  )
  .default([]);

const schema = z.object({
  taskDefinition: z.string().min(1),
  cluster: z.string().optional(),
  count: z.number().int().min(1).max(10).default(1),
  launchType: z.enum(["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]).optional(),
  capacityProviderStrategy: strategySchema,
  networkConfiguration: z
    .object({ awsvpcConfiguration: z.object({ subnets: z.array(z.string()) }).optional() })
    .optional(),
  overrides: overridesSchema.default({ containerOverrides: [] }),
  group: z.string().optional(),
  startedBy: z
    .string()
    .regex(
      /^[\w/-]{0,128}$/,
      "must be at most 128 letters, digits, hyphens, slashes or underscores",
    )
    .optional(),
  tags: tagsSchema,
  clientToken: z
    .string()
    .regex(/^[!-~]{1,64}$/, "must be at most 64 ASCII characters between 33 and 126")
    .optional(),
});

export type RunTaskInput = z.output<typeof schema>;

/** What a fault makes of the next call: throws, or returns the reason for which there is no task. */
export type RunTaskFault = () => string | undefined;

export interface RunTaskPorts {
  store: TaskStore;
  life: TaskLife;
  tokens: ClientTokens;
  clusters: Clusters;
  definitions: Map<string, Definition>;
  fault: RunTaskFault;
}

export function runTask(ports: RunTaskPorts): JsonOperation {
  const { store, life, tokens, clusters, definitions } = ports;
  return (raw) => {
    const { clientToken: _token, ...parameters } = raw;
    const input = parseInput(schema, raw);
    const cluster = clusters.require(input.cluster);
    const hash = parametersHash({ ...parameters, cluster });
    const token = input.clientToken;
    const earlier = token === undefined ? undefined : tokens.find(cluster, token, hash);
    if (earlier !== undefined) {
      return {
        tasks: earlier.ids.map((id) => repeated(store, cluster, id)),
        failures: earlier.failures,
      };
    }
    checkCapacity(input);
    const definition = requireDefinition(definitions, input.taskDefinition);
    const providers = assignProviders(input.capacityProviderStrategy, input.count);
    const wanted = Array.from({ length: input.count }, (_, index) =>
      newTask(store.machine, cluster, definition, input, providers[index]),
    );
    const reason = ports.fault();
    const tasks = reason === undefined ? wanted : [];
    const failures = reason === undefined ? [] : [{ reason }];
    store.machine.db.write(() => {
      for (const task of tasks) life.start(task);
      const ids = tasks.map((task) => task.id);
      if (token !== undefined) tokens.keep(cluster, token, hash, { ids, failures });
    });
    return { tasks: tasks.map((task) => taskAnswer(store.machine, task)), failures };
  };
}

/** A task that stopped, or that is forgotten, comes back with little more than its ARN. */
function repeated(store: TaskStore, cluster: string, id: string): object {
  const task = store.find(id);
  if (task !== undefined && task.lastStatus !== "STOPPED") return taskAnswer(store.machine, task);
  const stopped = { lastStatus: "STOPPED", desiredStatus: "STOPPED" };
  return { taskArn: taskArn(store.machine, { cluster, id }), ...stopped };
}

function checkCapacity({ launchType, capacityProviderStrategy }: RunTaskInput): void {
  if (launchType !== undefined && capacityProviderStrategy.length > 0) {
    throw new AwsError(
      "InvalidParameterException",
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
  }
  if (launchType !== undefined && launchType !== "FARGATE") {
    throw new AwsError(
      "InvalidParameterException",
      "No Container Instances were found in your cluster.",
    );
  }
}
