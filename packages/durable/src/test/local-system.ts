import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { ensureJobsTable } from "@longhaul/core/aws/ensure-jobs-table";
import { parseResources } from "@longhaul/core/aws/resources";
import { defineJobType } from "@longhaul/core/job-type/job-type";
import type { Job, JobStatus } from "@longhaul/core/job/job";
import type { JobRequest } from "@longhaul/core/job/job-request";
import { submitJob } from "@longhaul/core/job/submit-job";
import { requireJob } from "@longhaul/core/job/update-job";
import type { Ports } from "@longhaul/core/ports";
import { startLocalAws } from "@longhaul/local/start";
import { expect } from "vitest";
import * as z from "zod";

const source = (file: string): string => join(import.meta.dirname, "..", file);

const plainFunction = (name: string, file: string) => ({
  name,
  module: source(file),
  export: "handler",
});

const durableFunction = (name: string, file: string) => ({
  ...plainFunction(name, file),
  durable: { executionTimeoutSeconds: 31_622_400, retentionPeriodInDays: 14 },
});

const fixtureType = defineJobType({
  name: "fixture",
  title: "Fixture",
  description: "Does what its input says.",
  input: z.looseObject({}),
  result: z.unknown(),
  example: {},
  resumable: false,
});

export interface LocalSystem {
  ports: Ports;
  endpoint: string;
  submit(request: Partial<JobRequest>): Promise<Job>;
  /** Waits until the job has the status. */
  reach(jobId: string, status: JobStatus): Promise<Job>;
  close(): Promise<void>;
}

/** The durable functions and a small worker on the local AWS. */
export async function startLocalSystem(): Promise<LocalSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-durable-"));
  const environment = {
    LONGHAUL_TABLE: "longhaul",
    LONGHAUL_CLUSTER: "longhaul",
    LONGHAUL_TASK_FAMILY: "longhaul-worker",
    LONGHAUL_CONTAINER: "worker",
    LONGHAUL_ASSIGN_PUBLIC_IP: "false",
    LONGHAUL_LOG_GROUP: "/longhaul/worker",
    LONGHAUL_LOG_STREAM_PREFIX: "worker",
    LONGHAUL_FUNCTION_SYNC: "longhaul-run-sync:$LATEST",
    LONGHAUL_FUNCTION_CALLBACK: "longhaul-run-callback:$LATEST",
    LONGHAUL_FUNCTION_AWAIT: "longhaul-run-await:$LATEST",
    LONGHAUL_TEST_MARKER: join(dataDir, "died"),
    POWERTOOLS_LOG_LEVEL: "SILENT",
  };
  const aws = await startLocalAws({
    dataDir,
    environment,
    ecsPace: 0,
    clusters: ["longhaul"],
    functions: [
      durableFunction("longhaul-run-sync", "run-sync.lambda.ts"),
      durableFunction("longhaul-run-callback", "run-callback.lambda.ts"),
      durableFunction("longhaul-run-await", "run-await.lambda.ts"),
      durableFunction("dying-await", "test/dying-await.lambda.ts"),
      plainFunction("longhaul-task-state", "task-state.lambda.ts"),
      plainFunction("longhaul-sweep", "sweep.lambda.ts"),
    ],
    rules: [
      {
        name: "task-state",
        pattern: { source: ["aws.ecs"], "detail-type": ["ECS Task State Change"] },
        function: "longhaul-task-state",
      },
    ],
    tasks: [
      {
        family: "longhaul-worker",
        containerName: "worker",
        command: ["node", source("test/worker-fixture.ts")],
        logGroup: "/longhaul/worker",
        logStreamPrefix: "worker",
        stopTimeoutSeconds: 2,
      },
    ],
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  await ensureJobsTable("longhaul");
  const ports = awsPorts(parseResources(environment), new Map([[fixtureType.name, fixtureType]]));
  return {
    ports,
    endpoint: aws.endpoint,
    submit: async (request) =>
      (await submitJob(ports, { type: "fixture", input: {}, ...request }, { createdBy: "test" }))
        .job,
    async reach(jobId, status) {
      await expect
        .poll(async () => (await ports.jobs.get(jobId))?.status, { timeout: 60_000, interval: 50 })
        .toBe(status);
      return requireJob(ports, jobId);
    },
    async close() {
      await aws.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
