import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { dynamoJobStore } from "@longhaul/core/aws/dynamo-job-store";
import { systemClock } from "@longhaul/core/clock";
import { newJob } from "@longhaul/core/job/new-job";
import { useDynamodb } from "@longhaul/core/test/use-dynamodb";
import { afterEach } from "vitest";

/** For the tests of a file: jobs that wait for a worker, and the worker's process as a container would run it. */
export function useContainer() {
  const dynamodb = useDynamodb();
  const started: ChildProcess[] = [];
  afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));

  /** A job whose first attempt waits for its worker, in a table of its own. */
  async function waitingJob(input: object, type = "simulate") {
    const tableName = await dynamodb.newTable();
    const jobs = dynamoJobStore(dynamodb.client(), { tableName });
    const made = newJob({ type, pattern: "callback" }, input, {
      createdBy: "test",
      now: new Date(),
    });
    await jobs.create(made);
    await beginAttempt({ jobs, clock: systemClock }, { jobId: made.job.id, attempt: 1 });
    return { jobs, jobId: made.job.id, tableName };
  }

  async function startWorker(program: string, env: Record<string, string>) {
    const endpoint = await dynamodb.client().config.endpoint?.();
    if (endpoint === undefined) throw new Error("the engine has no endpoint");
    const { protocol, hostname, port } = endpoint;
    const worker = spawn(process.execPath, [program], {
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
    started.push(worker);
    const output = { text: "" };
    worker.stdout.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
    worker.stderr.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
    const exit = once(worker, "close").then(([code]: unknown[]) => code);
    return { worker, output, exit };
  }

  return { waitingJob, startWorker };
}
