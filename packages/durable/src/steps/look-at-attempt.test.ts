import { jobAtWork } from "@longhaul/core/test/job-at-work";
import { testPorts } from "@longhaul/core/test/test-ports";
import { describe, expect, test } from "vitest";

import { lookAtAttempt, type Watch } from "./look-at-attempt.ts";

const first: Watch = {
  outcome: { next: "wait" },
  ageSeconds: 0,
  leftSeconds: Number.MAX_SAFE_INTEGER,
  failures: 0,
};
const timeouts = { jobSeconds: 600, attemptSeconds: 600 };

describe("lookAtAttempt", () => {
  test("the job's time limit ends it although ECS answers none of the looks", async () => {
    const ports = testPorts();
    const { jobId, taskArn } = await jobAtWork(ports, { timeouts, pattern: "sync" });
    ports.tasks.describe = () => Promise.reject(new Error("Rate exceeded"));
    ports.clock.advance(400_000);
    const early = await lookAtAttempt(ports, jobId, "job", first);
    expect(early).toMatchObject({ outcome: { next: "wait" }, leftSeconds: 200, failures: 1 });
    ports.clock.advance(200_000);
    const last = await lookAtAttempt(ports, jobId, "job", early);
    expect(last.outcome).toMatchObject({ next: "done", status: "timed_out" });
    expect(ports.tasks.stopped).toMatchObject([{ taskArn }]);
  });

  test("a task that does not take its stop is told again, but not for ever", async () => {
    const ports = testPorts();
    const { jobId } = await jobAtWork(ports, { timeouts, pattern: "sync" });
    let stops = 0;
    ports.tasks.stop = async () => {
      stops += 1;
      throw new Error("not allowed");
    };
    ports.clock.advance(600_000);
    let watch = first;
    for (; watch.outcome.next === "wait"; ports.clock.advance(60_000)) {
      watch = await lookAtAttempt(ports, jobId, "job", watch);
    }
    expect(stops).toBe(60);
    expect(watch.outcome).toMatchObject({ next: "done", status: "timed_out" });
  });

  test("while the record cannot be read, what is left of the time goes on", async () => {
    const ports = testPorts();
    const { jobId } = await jobAtWork(ports, { timeouts });
    const seen = await lookAtAttempt(ports, jobId, "job", first);
    ports.jobs.get = () => Promise.reject(new Error("no table today"));
    ports.clock.advance(50_000);
    const unseen = await lookAtAttempt(ports, jobId, "job", seen);
    expect(unseen).toMatchObject({ leftSeconds: 550, failures: 1, outcome: { next: "wait" } });
  });
});
