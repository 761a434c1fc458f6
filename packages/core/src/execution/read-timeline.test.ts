import { beforeEach, describe, expect, test } from "vitest";

import { type JobAtWork, jobAtWork } from "../test/job-at-work.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import { keepTimeline } from "./keep-timeline.ts";
import { readTimeline } from "./read-timeline.ts";

const at = "2026-03-01T12:00:00.000Z";

describe("readTimeline", () => {
  let ports: TestPorts;
  let work: JobAtWork;
  let reads: number;

  beforeEach(async () => {
    ports = testPorts();
    work = await jobAtWork(ports);
    reads = 0;
    const { executions } = ports;
    const history = executions.history.bind(executions);
    executions.history = (arn) => {
      reads += 1;
      return history(arn);
    };
    tell("ExecutionStarted");
  });

  function tell(type: string): void {
    const events = ports.executions.started.get(work.jobId)?.history;
    events?.push({ id: events.length + 1, type, at });
  }

  async function finish(): Promise<void> {
    await startWork(ports, work);
    await finishWork(ports, work, { result: 1 });
    const taskStates = [{ status: "STOPPED", at }];
    await ports.jobs.saveAttempt(work.jobId, { number: 1, taskStates });
  }

  test("reads the history of a running job once in 3 s, for all its viewers together", async () => {
    const first = await readTimeline(ports, work.jobId);
    ports.clock.advance(2900);
    expect(await readTimeline(ports, work.jobId)).toEqual(first);
    expect(reads).toBe(1);
    ports.clock.advance(200);
    await readTimeline(ports, work.jobId);
    expect(reads).toBe(2);
    expect(first.complete).toBe(false);
  });

  test("keeps the timeline of a finished job for good, also when AWS has forgotten it", async () => {
    await finish();
    tell("ExecutionSucceeded");
    const kept = await readTimeline(ports, work.jobId);
    expect(kept).toMatchObject({ complete: true, spans: [{ status: "succeeded" }, {}] });
    ports.executions.started.clear();
    ports.clock.advance(86_400_000);
    expect(await readTimeline(ports, work.jobId)).toEqual(kept);
    expect(reads).toBe(1);
  });

  test("waits for the last events of a finished job before it calls it complete, but not for ever", async () => {
    await finish();
    expect((await readTimeline(ports, work.jobId)).complete).toBe(false);
    ports.clock.advance(601_000);
    expect((await readTimeline(ports, work.jobId)).complete).toBe(true);
  });

  test("is kept without a viewer once the task has stopped", async () => {
    await keepTimeline(ports, work.jobId);
    expect(reads).toBe(0);
    await finish();
    tell("ExecutionSucceeded");
    await keepTimeline(ports, work.jobId);
    expect(await ports.jobs.getTimeline(work.jobId)).toMatchObject({ complete: true });
  });

  test("of an unknown job is job_not_found", async () => {
    await expect(readTimeline(ports, "job_unknown")).rejects.toMatchObject({
      code: "job_not_found",
    });
  });
});
