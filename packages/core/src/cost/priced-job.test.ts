import { expect, test } from "vitest";

import { observeTask } from "../attempt/observe-task.ts";
import { getJob } from "../job/get-job.ts";
import { jobAtWork } from "../test/job-at-work.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import { pricedJobSchema, priceJob } from "./priced-job.ts";

const begin = "2026-03-01T12:00:00.000Z";
const anHourOn = "2026-03-01T13:00:00.000Z";
const size = { cpu: 1024, memory: 2048 };

const priced = async (ports: TestPorts, jobId: string) =>
  priceJob(await getJob(ports, jobId), ports.clock.now());

/** A job whose only task has pulled for, and worked, an hour. */
async function anHourOfWork(capacity: "on_demand" | "spot") {
  const ports = testPorts();
  const work = await jobAtWork(ports, { size, capacity });
  const running = { lastStatus: "RUNNING", createdAt: begin, pullStartedAt: begin };
  const task = ports.tasks.move(work.taskArn, running);
  await observeTask(ports, { ...work, task }, "event");
  await startWork(ports, work);
  ports.clock.set(anHourOn);
  return { ports, work };
}

async function stop({ ports, work }: Awaited<ReturnType<typeof anHourOfWork>>) {
  await finishWork(ports, work, { result: 1 });
  const stopped = { lastStatus: "STOPPED", exitCode: 0, stoppedAt: anHourOn };
  const task = ports.tasks.move(work.taskArn, stopped);
  await observeTask(ports, { ...work, task }, "event");
}

test("a job at work costs its task so far and the operations of its plan, and says that it grows", async () => {
  const { ports, work } = await anHourOfWork("on_demand");
  const job = pricedJobSchema.parse(await priced(ports, work.jobId));
  expect(job.attempts[0]?.costUsd).toBe(0.0445);
  expect(job.cost).toEqual({
    // 7 operations of $8 a million.
    usd: 0.044556,
    tasksUsd: 0.0445,
    operationsUsd: 0.000056,
    region: "us-east-1",
    pricesOf: "2026-06",
    isEstimate: true,
  });
});

test("the cost is kept with the end of the task, and no longer grows", async () => {
  const worked = await anHourOfWork("on_demand");
  await stop(worked);
  const { ports, work } = worked;
  ports.clock.advance(3_600_000);
  expect((await ports.jobs.getAttempt(work.jobId, 1))?.costUsd).toBe(0.0445);
  const { cost } = await priced(ports, work.jobId);
  expect(cost).toMatchObject({ usd: 0.044564, tasksUsd: 0.0445, isEstimate: false });
});

test("what an attempt did cost is not priced anew", async () => {
  const worked = await anHourOfWork("on_demand");
  await stop(worked);
  const { ports, work } = worked;
  await ports.jobs.saveAttempt(work.jobId, { number: 1, costUsd: 7 });
  const { attempts, cost } = await priced(ports, work.jobId);
  expect(attempts[0]?.costUsd).toBe(7);
  expect(cost).toMatchObject({ usd: 7.000064, tasksUsd: 7 });
});

test("on Spot, it stays an estimate", async () => {
  const worked = await anHourOfWork("spot");
  await stop(worked);
  const { cost } = await priced(worked.ports, worked.work.jobId);
  expect(cost).toMatchObject({ tasksUsd: 0.01685, isEstimate: true });
});
