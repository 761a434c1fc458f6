import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { ensureJobsTable } from "@longhaul/core/aws/ensure-jobs-table";
import { parseResources } from "@longhaul/core/aws/resources";
import type { Job, JobStatus } from "@longhaul/core/job/job";
import { requireJob } from "@longhaul/core/job/update-job";
import type { Ports } from "@longhaul/core/ports";
import { jobTypes } from "@longhaul/jobs/job-types";
import { startLocalAws } from "@longhaul/local/start";
import { expect } from "vitest";
import { z } from "zod";

import { reachLocalAws } from "../../dev/reach-local-aws.ts";
import { buildHandler } from "./build-handler.ts";
import { environmentOf, functionInputs, functions, type FunctionName } from "./functions.ts";
import { inputsOf, readGraph } from "./graph.ts";
import { account, region } from "./project.ts";

export interface StackOnLocalAws {
  ports: Ports;
  /** Path of each function's bundle, alone in its folder. */
  bundles: Record<FunctionName, string>;
  /** Waits until the job has the status. */
  reach(jobId: string, status: JobStatus): Promise<Job>;
  close(): Promise<void>;
}

/** The worker's program, in the place of the image that Fargate runs. */
interface Program {
  command: string[];
  directory?: string;
  environment?: Record<string, string>;
}

const graph = readGraph("production");
const resources = parseResources(environmentOf(graph, "api"));

/** Production's functions as bundles, with the settings and the environment that the graph declares, on the local AWS. */
export async function startStack(program: Program): Promise<StackOnLocalAws> {
  // What was made is taken away, at once if the rest does not come up.
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "longhaul-stack-"));
  starting.defer(() => rm(folder, { recursive: true, force: true }));
  const bundles = await buildAll(join(folder, "bundles"));
  const aws = await startLocalAws({
    dataDir: join(folder, "data"),
    accountId: account,
    region,
    ecsPace: 0,
    environment: { POWERTOOLS_LOG_LEVEL: "WARN" },
    clusters: [resources.cluster.replace(/^.*:cluster\//, "")],
    // The API's answers are streams, which the local AWS does not have.
    functions: functions.filter((name) => name !== "api").map((name) => options(name, bundles)),
    tasks: [
      {
        ...program,
        family: resources.taskFamily,
        containerName: resources.container,
        logGroup: resources.logGroup,
        logStreamPrefix: resources.logStreamPrefix,
        stopTimeoutSeconds: 30,
        environment: { ...program.environment, LONGHAUL_STOP_TIMEOUT_SECONDS: "30" },
      },
    ],
    rules: ["TaskState", "ExecutionState"].map((rule) => ({
      name: rule,
      pattern: patternOf(rule),
      function: nameOf("task-state"),
    })),
  });
  starting.defer(() => aws.close());
  reachLocalAws(process.env, aws.endpoint, region);
  await ensureJobsTable(resources.tableName);
  const ports = awsPorts(resources, jobTypes);
  const started = starting.move();
  return {
    ports,
    bundles,
    async reach(jobId, status) {
      const statusNow = async () => (await requireJob(ports, jobId)).status;
      await expect.poll(statusNow, { timeout: 45_000, interval: 50 }).toBe(status);
      return requireJob(ports, jobId);
    },
    close: () => started.disposeAsync(),
  };
}

export const nameOf = (name: FunctionName): string =>
  z.string().parse(functionInputs(graph, name)["name"]);

async function buildAll(folder: string): Promise<Record<FunctionName, string>> {
  const build = async (name: FunctionName): Promise<string> => {
    const declared = graph.builds.find(({ handler }) =>
      handler.endsWith(`/${name}.lambda.handler`),
    );
    if (declared === undefined) throw new Error(`The graph builds no ${name}.`);
    return buildHandler(declared.handler, declared.properties, join(folder, name));
  };
  return {
    "run-sync": await build("run-sync"),
    "run-callback": await build("run-callback"),
    "run-await": await build("run-await"),
    "task-state": await build("task-state"),
    sweep: await build("sweep"),
    api: await build("api"),
  };
}

const settingsSchema = z.object({
  publish: z.boolean().optional(),
  timeout: z.number(),
  memorySize: z.number(),
  durableConfig: z.object({ executionTimeout: z.number(), retentionPeriod: z.number() }).optional(),
});

function options(name: FunctionName, bundles: Record<FunctionName, string>) {
  const { publish, timeout, memorySize, durableConfig } = settingsSchema.parse(
    functionInputs(graph, name),
  );
  return {
    name: nameOf(name),
    module: bundles[name],
    export: "handler",
    environment: environmentOf(graph, name),
    timeoutSeconds: timeout,
    memoryMb: memorySize,
    // As version 1, by which the graph names it.
    ...(publish === true && { autoPublishAlias: "newest" }),
    ...(durableConfig !== undefined && {
      durable: {
        executionTimeoutSeconds: durableConfig.executionTimeout,
        retentionPeriodInDays: durableConfig.retentionPeriod,
      },
    }),
  };
}

function patternOf(rule: string): Record<string, unknown> {
  const { eventPattern } = z
    .object({ eventPattern: z.string() })
    .parse(inputsOf(graph, `defaultSubscriber${rule}Rule`));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(eventPattern));
}
