import { expect, test } from "vitest";

import { requireJob } from "../job/update-job.ts";
import { jobAtWork } from "../test/job-at-work.ts";
import { executionArn } from "../test/memory-executions.ts";
import { testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { observeExecution } from "./observe-execution.ts";

const arnOf = (jobId: string) => executionArn("await", jobId);

test("a job whose execution failed is ended at once, its attempt too, and its task is stopped", async () => {
  const ports = testPorts();
  const { jobId, taskArn } = await jobAtWork(ports);
  const ended = { name: jobId, executionArn: arnOf(jobId), status: "FAILED" } as const;

  await observeExecution(ports, ended);
  await observeExecution(ports, ended);

  expect(await requireJob(ports, jobId)).toMatchObject({
    status: "failed",
    error: { code: "execution_lost" },
  });
  expect(await ports.jobs.getAttempt(jobId, 1)).toMatchObject({ end: { reportedBy: "event" } });
  expect(ports.tasks.stopped.map((stopped) => stopped.taskArn)).toContain(taskArn);
});

test("the failed execution of a job that is over changes nothing", async () => {
  const ports = testPorts();
  const work = await jobAtWork(ports, { retry: { maxAttempts: 1 } });
  await finishWork(ports, work, { result: 1 });
  const before = await requireJob(ports, work.jobId);
  const { jobId } = work;
  await observeExecution(ports, { name: jobId, executionArn: arnOf(jobId), status: "FAILED" });
  expect(await requireJob(ports, jobId)).toEqual(before);
});

test("the end of an execution that does not bring the job on changes nothing", async () => {
  const ports = testPorts();
  const { jobId } = await jobAtWork(ports);
  await observeExecution(ports, {
    name: jobId,
    executionArn: `${arnOf(jobId)}x`,
    status: "FAILED",
  });
  await observeExecution(ports, { name: "another", executionArn: arnOf(jobId), status: "FAILED" });
  expect((await requireJob(ports, jobId)).status).not.toBe("failed");
});

test("a job of the callback pattern whose task is at work goes on without its execution", async () => {
  const ports = testPorts();
  const { jobId } = await jobAtWork(ports, { pattern: "callback" });
  const ended = { name: jobId, executionArn: executionArn("callback", jobId) };
  await observeExecution(ports, { ...ended, status: "STOPPED" });
  expect((await requireJob(ports, jobId)).status).not.toBe("failed");
});
