import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { dynamoJobStore } from "@longhaul/core/aws/dynamo-job-store";
import { systemClock } from "@longhaul/core/clock";
import { newJob } from "@longhaul/core/job/new-job";
import { useDynamodb } from "@longhaul/core/test/use-dynamodb";
import { afterEach, expect, test } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const dynamodb = useDynamodb();

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL"));

/** A job whose first attempt waits for its worker, in a table of its own. */
async function waitingJob(input: object) {
  const tableName = await dynamodb.newTable();
  const jobs = dynamoJobStore(dynamodb.client(), { tableName });
  const made = newJob({ type: "simulate", pattern: "callback" }, input, {
    createdBy: "test",
    now: new Date(),
  });
  await jobs.create(made);
  await beginAttempt({ jobs, clock: systemClock }, { jobId: made.job.id, attempt: 1 });
  return { jobs, jobId: made.job.id, tableName };
}

async function startWorker(env: Record<string, string>) {
  const { client } = dynamodb;
  const endpoint = await client().config.endpoint?.();
  if (endpoint === undefined) throw new Error("the engine has no endpoint");
  const { protocol, hostname, port } = endpoint;
  const worker = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: `${protocol}//${hostname}:${port}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      POWERTOOLS_LOG_LEVEL: "INFO",
      LONGHAUL_ATTEMPT: "1",
      LONGHAUL_HEARTBEAT_SECONDS: "300",
      ...env,
    },
  });
  child = worker;
  const output = { text: "" };
  worker.stdout.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
  worker.stderr.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
  const exit = once(worker, "close").then(([code]: unknown[]) => code);
  return { worker, output, exit };
}

test("the container does its job: environment in, result on the record, exit code 0", async () => {
  const { jobs, jobId, tableName } = await waitingJob({ message: "hi", processingTime: 0 });
  const { exit, output } = await startWorker({ LONGHAUL_JOB_ID: jobId, LONGHAUL_TABLE: tableName });
  expect(await exit).toBe(0);
  expect(await jobs.getDetail(jobId)).toMatchObject({
    status: "succeeded",
    result: { status: "success", message: "Processed: hi" },
  });
  expect(output.text).toContain("work.finished");
});

test("SIGTERM saves a checkpoint and interrupts the attempt", async () => {
  const { jobs, jobId, tableName } = await waitingJob({ message: "hi", processingTime: 1000 });
  const { worker, exit } = await startWorker({
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
  });
  await expect
    .poll(async () => (await jobs.get(jobId))?.progress, { timeout: 10_000 })
    .toBeDefined();
  worker.kill("SIGTERM");
  expect(await exit).toBe(143);
  expect((await jobs.getDetail(jobId))?.attempts[0]?.end).toMatchObject({ class: "interrupted" });
  expect(await jobs.getCheckpoint(jobId)).toEqual({ workedSeconds: expect.any(Number) });
});

test("a job that ignores SIGTERM is ended before ECS would kill it", async () => {
  const { jobs, jobId, tableName } = await waitingJob({
    message: "hi",
    processingTime: 1000,
    ignoreSigterm: true,
  });
  const { worker, exit, output } = await startWorker({
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
    LONGHAUL_STOP_TIMEOUT_SECONDS: "2",
  });
  await expect
    .poll(async () => (await jobs.get(jobId))?.status, { timeout: 10_000 })
    .toBe("running");
  worker.kill("SIGTERM");
  expect(await exit).toBe(143);
  expect(output.text).toContain("worker.forced-exit");
});

test("an environment that is not complete says what is missing", async () => {
  const { exit, output } = await startWorker({ LONGHAUL_TABLE: "x" });
  expect(await exit).toBe(1);
  expect(output.text).toContain("LONGHAUL_JOB_ID is missing");
});
