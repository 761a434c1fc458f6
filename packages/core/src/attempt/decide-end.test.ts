import { describe, expect, test } from "vitest";

import type { Job } from "../job/job.ts";
import { sampleJob } from "../test/sample-job.ts";
import type { EndClass } from "./attempt.ts";
import { decideEnd } from "./decide-end.ts";

const at = "2026-03-01T12:00:00.000Z";
const now = new Date("2026-03-01T13:00:00.000Z");

const jobWith = (patch: Partial<Job> = {}): Job => ({
  ...sampleJob({ at }).job,
  status: "running",
  attempt: 1,
  retry: { maxAttempts: 3, delaySeconds: 10, maxDelaySeconds: 25 },
  ...patch,
});

const decide = (job: Job, endClass: EndClass) =>
  decideEnd(job, { class: endClass, reportedBy: "event" }, now);

describe("decideEnd", () => {
  test("doubles the delay with each failed attempt, up to the most", () => {
    const delays = [0, 1].map(
      (failedAttempts) => decide(jobWith({ failedAttempts }), "failed").nextAttemptAt,
    );
    expect(delays).toEqual(["2026-03-01T13:00:10.000Z", "2026-03-01T13:00:20.000Z"]);
    const retry = { maxAttempts: 9, delaySeconds: 10, maxDelaySeconds: 25 };
    expect(decide(jobWith({ failedAttempts: 2, retry }), "failed").nextAttemptAt).toBe(
      "2026-03-01T13:00:25.000Z",
    );
  });

  test("the last attempt's own end is the job's", () => {
    const last = jobWith({ failedAttempts: 2 });
    expect(decide(last, "failed")).toMatchObject({ status: "failed", failedAttempts: 3 });
    expect(decide(last, "heartbeat_lost").status).toBe("failed");
    expect(decide(last, "timed_out").status).toBe("timed_out");
  });

  test.each<EndClass>(["interrupted", "retired", "lost", "no_capacity"])(
    "%s is the platform's doing: another attempt, whatever the job's own were",
    (endClass) => {
      const job = jobWith({ failedAttempts: 2, platformEnds: 98 });
      expect(decide(job, endClass)).toMatchObject({
        status: "retrying",
        failedAttempts: 2,
        platformEnds: 99,
      });
      expect(decide({ ...job, platformEnds: 99 }, endClass).status).toBe("failed");
    },
  );

  test("an error that no retry can mend ends the job, whatever attempts are left", () => {
    const error = { code: "bad_input", message: "no", isRetryable: false };
    const end = { class: "failed", error, reportedBy: "worker" } as const;
    expect(decideEnd(jobWith(), end, now)).toMatchObject({
      status: "failed",
      failedAttempts: 1,
      nextAttemptAt: undefined,
      error,
    });
    const mendable = { ...end, error: { ...error, isRetryable: true } };
    expect(decideEnd(jobWith(), mendable, now).status).toBe("retrying");
    expect(decideEnd(jobWith(), { ...end, class: "interrupted" }, now).status).toBe("retrying");
    expect(decideEnd(jobWith({ status: "cancelling" }), end, now).status).toBe("cancelled");
  });

  test("while cancelling, every end but a completion is the cancellation", () => {
    const job = jobWith({ status: "cancelling" });
    expect(decide(job, "crashed").status).toBe("cancelled");
    expect(decide(job, "interrupted").status).toBe("cancelled");
    expect(decide(job, "completed").status).toBe("succeeded");
  });

  test("progress is whole when all is done and the job has succeeded, not before", () => {
    const progress = { done: 4, total: 4, percent: 99.9, updatedAt: at };
    const job = jobWith({ progress });
    expect(decide(job, "completed").progress).toEqual({ ...progress, percent: 100 });
    expect(decide(job, "failed")).not.toHaveProperty("progress");
    const half = jobWith({ progress: { ...progress, done: 2, percent: 50 } });
    expect(decide(half, "completed")).not.toHaveProperty("progress");
  });

  test("a next attempt after the job's time limit is none", () => {
    const timeouts = { jobSeconds: 3605, attemptSeconds: 60, heartbeatSeconds: 60 };
    expect(decide(jobWith({ timeouts }), "failed")).toMatchObject({
      status: "timed_out",
      error: {
        code: "job_timed_out",
        message:
          "The job's time limit of 1 h 5 s leaves no time for another attempt. Last: The code reported an error.",
      },
    });
  });
});
