import { describe, expect, test } from "vitest";

import { cancelJob } from "../job/cancel-job.ts";
import { type JobAtWork, jobAtWork } from "../test/job-at-work.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { startWork } from "../work/start-work.ts";
import { checkAttempt } from "./check-attempt.ts";

const timeouts = { jobSeconds: 10_000, attemptSeconds: 1000, heartbeatSeconds: 60 };

async function check(ports: TestPorts, work: JobAtWork) {
  const [task] = await ports.tasks.describe([work.taskArn]);
  return checkAttempt(ports, { ...work, task }, "sweep");
}

const endOf = async (ports: TestPorts, { jobId, attempt }: JobAtWork) =>
  (await ports.jobs.getAttempt(jobId, attempt))?.end;

describe("checkAttempt", () => {
  test("leaves an attempt alone that is alive", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts });
    await startWork(ports, work);
    ports.clock.advance(59_000);
    await ports.jobs.saveProgress(work.jobId, 1, ports.clock.now().toISOString());
    ports.clock.advance(59_000);
    expect(await check(ports, work)).toEqual({ next: "wait" });
  });

  test("ends the silence of a worker, and stops its task", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts });
    await startWork(ports, work);
    ports.clock.advance(61_000);
    expect(await check(ports, work)).toMatchObject({ next: "attempt", attempt: 2 });
    expect(await endOf(ports, work)).toMatchObject({ class: "heartbeat_lost" });
    expect(ports.tasks.stopped).toMatchObject([{ taskArn: work.taskArn }]);
  });

  test("ends the attempt of a stopped task whose log cannot be read", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const task = ports.tasks.move(work.taskArn, { lastStatus: "STOPPED", exitCode: 139 });
    const logs = { read: () => Promise.reject(new Error("no logs today")) };
    const checked = checkAttempt({ ...ports, logs }, { ...work, task }, "execution");
    await expect(checked).resolves.toMatchObject({ next: "attempt", attempt: 2 });
  });

  test("does not expect a heartbeat of an image that never spoke", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts, pattern: "sync" });
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    ports.clock.advance(900_000);
    expect(await check(ports, work)).toEqual({ next: "wait" });
  });

  test("ends an attempt at its time limit, spoken or not", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts });
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    ports.clock.advance(1_000_000);
    await check(ports, work);
    expect(await endOf(ports, work)).toMatchObject({ class: "timed_out" });
    expect(ports.tasks.stopped).toHaveLength(1);
  });

  test.each([
    [1000, 10_000, "The attempt did not end within its time limit of 16 min 40 s."],
    [10_000, 1000, "The job's time limit of 16 min 40 s was reached."],
    [1000, 1000, "The job's time limit of 16 min 40 s was reached."],
  ])(
    "names the time limit that was reached: attempt %i s, job %i s",
    async (attemptSeconds, jobSeconds, message) => {
      const ports = testPorts();
      const limits = { ...timeouts, attemptSeconds, jobSeconds };
      const work = await jobAtWork(ports, { timeouts: limits, retry: { maxAttempts: 1 } });
      ports.clock.advance(1_000_000);
      await check(ports, work);
      expect((await endOf(ports, work))?.error?.message).toBe(message);
      expect(await ports.jobs.get(work.jobId)).toMatchObject({
        status: "timed_out",
        error: { message },
      });
    },
  );

  describe("while ECS does not answer", () => {
    const silence = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    const checkUnseen = (ports: TestPorts, work: JobAtWork) =>
      checkAttempt(ports, { ...work, task: undefined, silence }, "execution");

    test("the job's time limit ends it, asks for the stop, and says what is known", async () => {
      const ports = testPorts();
      const limits = { ...timeouts, jobSeconds: 600 };
      const work = await jobAtWork(ports, { timeouts: limits });
      ports.clock.advance(599_000);
      expect(await checkUnseen(ports, work)).toEqual({ next: "wait" });
      ports.clock.advance(1000);
      expect(await checkUnseen(ports, work)).toMatchObject({ next: "done", status: "timed_out" });
      const error = {
        code: "job_timed_out",
        message:
          "The job's time limit of 10 min was reached. ECS does not answer (ThrottlingException: Rate exceeded), so the task may still be at work; it is being told to stop.",
      };
      expect(await ports.jobs.get(work.jobId)).toMatchObject({ status: "timed_out", error });
      expect(ports.tasks.stopped).toMatchObject([{ taskArn: work.taskArn }]);
    });

    test("a silent worker is not taken for lost: its task may be gone for another reason", async () => {
      const ports = testPorts();
      const work = await jobAtWork(ports, { timeouts });
      await startWork(ports, work);
      ports.clock.advance(900_000);
      expect(await checkUnseen(ports, work)).toEqual({ next: "wait" });
    });

    test("a stop that fails is asked for again before anything else comes next", async () => {
      const ports = testPorts();
      const work = await jobAtWork(ports, { timeouts });
      ports.clock.advance(1_000_000);
      const stop = ports.tasks.stop.bind(ports.tasks);
      ports.tasks.stop = () => Promise.reject(silence);
      await expect(checkUnseen(ports, work)).rejects.toBe(silence);
      await expect(checkUnseen(ports, work)).rejects.toBe(silence);
      ports.tasks.stop = stop;
      expect(await check(ports, work)).toMatchObject({ next: "attempt", attempt: 2 });
      expect(ports.tasks.stopped).toMatchObject([{ taskArn: work.taskArn }]);
    });
  });

  test("takes a task that ECS does not get to start for a lack of capacity", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { timeouts });
    ports.tasks.move(work.taskArn, { lastStatus: "PENDING" });
    ports.clock.advance(299_000);
    expect(await check(ports, work)).toEqual({ next: "wait" });
    ports.clock.advance(2000);
    expect(await check(ports, work)).toMatchObject({ next: "attempt", attempt: 2 });
    expect(await endOf(ports, work)).toMatchObject({ class: "no_capacity" });
  });

  test("asks again for the stop of a task whose job is being cancelled", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    await cancelJob(ports, work.jobId, { reason: "enough" }, "user");
    ports.tasks.stopped.length = 0;
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    const [task] = await ports.tasks.describe([work.taskArn]);
    expect(await checkAttempt(ports, { ...work, task }, "sweep")).toEqual({ next: "wait" });
    expect(ports.tasks.stopped).toMatchObject([{ reason: "enough" }]);
  });

  test("says what is next for an attempt that has ended already", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    ports.tasks.move(work.taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    await check(ports, work);
    const before = await ports.jobs.get(work.jobId);
    expect(await check(ports, work)).toMatchObject({ next: "attempt", attempt: 2 });
    expect(await ports.jobs.get(work.jobId)).toEqual(before);
  });
});
