import { setTimeout as delay } from "node:timers/promises";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { dynamoJobStore } from "@longhaul/core/aws/dynamo-job-store";
import { lambdaExecutions } from "@longhaul/core/aws/lambda-executions";
import { functionsSchema, parseEnvironment, tableSchema } from "@longhaul/core/aws/resources";
import { systemClock } from "@longhaul/core/clock";
import { finishWork } from "@longhaul/core/work/finish-work";
import { startWork } from "@longhaul/core/work/start-work";
import * as z from "zod";

/** A task that does what its job's input says. */
const inputSchema = z.looseObject({
  act: z
    .enum(["succeed", "fail", "fail-for-good", "crash", "hang", "exit", "succeed-once-noted"])
    .default("succeed"),
  /** Succeeds from this attempt on. */
  untilAttempt: z.number().default(Number.MAX_SAFE_INTEGER),
});

const task = z
  .object({
    LONGHAUL_JOB_ID: z.string(),
    LONGHAUL_ATTEMPT: z.coerce.number(),
    LONGHAUL_CALLBACK_ID: z.string().optional(),
  })
  .parse(process.env);
const work = {
  jobId: task.LONGHAUL_JOB_ID,
  attempt: task.LONGHAUL_ATTEMPT,
  ...(task.LONGHAUL_CALLBACK_ID !== undefined && { callbackId: task.LONGHAUL_CALLBACK_ID }),
};
const { functions } = parseEnvironment(functionsSchema, process.env);
const ports = {
  jobs: dynamoJobStore(new DynamoDBClient(), parseEnvironment(tableSchema, process.env)),
  executions: lambdaExecutions(new LambdaClient(), functions),
  clock: systemClock,
};

const input = inputSchema.parse(await ports.jobs.getInput(work.jobId));
const act = work.attempt >= input.untilAttempt ? "succeed" : input.act;
console.log(`attempt ${work.attempt}: ${act}`);
if (act === "exit") process.exit(0);
if ((await startWork(ports, work)) === undefined) process.exit(0);
if (act === "succeed-once-noted") {
  while ((await ports.jobs.get(work.jobId))?.taskArn === undefined) await delay(50);
}
switch (act) {
  case "succeed-once-noted":
  case "succeed":
    await finishWork(ports, work, { result: { attempt: work.attempt } });
    break;
  case "fail":
    await finishWork(ports, work, { error: { code: "ValueError", message: "no good" } });
    process.exit(1);
  case "fail-for-good":
    await finishWork(ports, work, {
      error: { code: "ValueError", message: "no good", isRetryable: false },
    });
    process.exit(1);
  case "crash":
    process.kill(process.pid, "SIGKILL");
    break;
  case "hang":
    await delay(600_000);
}
