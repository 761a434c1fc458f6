import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { durableFunction } from "@longhaul/local/test/lambda/functions";
import { spawnTestAws, type SpawnedAws } from "@longhaul/local/test/spawn-test-aws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { pythonWithBoto3 } from "./boto3/python-with-boto3.ts";

const found = await pythonWithBoto3();
const why = "missing" in found ? ` (skipped: ${found.missing})` : "";

describe.skipIf("missing" in found)(`boto3 against the local AWS${why}`, () => {
  let dataDir: string;
  let aws: SpawnedAws;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "local-aws-"));
    aws = await spawnTestAws(dataDir, {
      functions: ["quick", "failing", "waiting"].map((name) => durableFunction(name)),
      tasks: [{ family: "worker", command: ["true"] }],
    });
  });
  afterAll(async () => {
    await aws.terminate();
    await rm(dataDir, { recursive: true });
  });

  test("durable executions, tasks, logs and tables work unmodified, and its retries get past a throttle", async () => {
    for (const operation of ["Invoke", "GetItem"]) {
      const body = JSON.stringify({ kind: "api-throttled", operation });
      await fetch(`${aws.endpoint}/_faults`, { method: "POST", body });
    }
    const saw = await runScenario();
    expect(saw).toEqual({
      synchronous: {
        result: { n: 1 },
        history: [
          "ExecutionStarted",
          "StepStarted",
          "StepSucceeded",
          "InvocationCompleted",
          "ExecutionSucceeded",
        ],
        functionError: "Unhandled",
        error: "StepError",
        unqualified: ["InvalidParameterValueException", 400],
      },
      callbacks: {
        succeeded: { Status: "SUCCEEDED", Result: '"granted"' },
        again: ["CallbackTimeoutException", 400],
        isSameExecution: true,
        otherPayload: ["DurableExecutionAlreadyStartedException", 409],
        failed: "FAILED",
      },
      stopping: {
        stopped: { Status: "STOPPED", Error: { ErrorMessage: "enough" } },
        lastEvent: "ExecutionStopped",
        callback: ["CallbackTimeoutException", 400],
        nobody: ["ResourceNotFoundException", 404],
      },
      listing: {
        newestFirst: ["STOPPED", "FAILED", "SUCCEEDED"],
        stopped: ["STOPPED"],
        named: ["SUCCEEDED"],
      },
      tasks: {
        exitCode: 3,
        stopCodes: ["EssentialContainerExited", "UserInitiated"],
        reason: "by Python",
        isSameTask: true,
        noDefinition: ["ClientException", 400],
        log: {
          filtered: ["from the task"],
          read: ["from the task"],
          groups: ["/ecs/worker"],
        },
      },
      table: { squares: [9, 16], item: 4, condition: ["ConditionalCheckFailedException", 400] },
    });
    const faults = await fetch(`${aws.endpoint}/_faults`);
    expect(await faults.json()).toEqual({ faults: [] });
  });

  async function runScenario(): Promise<unknown> {
    if ("missing" in found) throw new Error(found.missing);
    const { stdout } = await promisify(execFile)(
      found.python,
      [join(import.meta.dirname, "boto3/scenario.py")],
      {
        env: {
          PATH: process.env["PATH"],
          AWS_ENDPOINT_URL: aws.endpoint,
          AWS_DEFAULT_REGION: "eu-central-1",
          AWS_ACCESS_KEY_ID: "local",
          AWS_SECRET_ACCESS_KEY: "local",
        },
      },
    );
    return JSON.parse(stdout);
  }
});
