import fc from "fast-check";
import { expect, test } from "vitest";

import { type AttemptEnd, endClasses } from "../attempt/attempt.ts";
import { beginAttempt } from "../attempt/begin-attempt.ts";
import { observeTask } from "../attempt/observe-task.ts";
import { runTask } from "../attempt/run-task.ts";
import { stopAttempt } from "../attempt/stop-attempt.ts";
import { DomainError } from "../error.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import { cancelJob } from "./cancel-job.ts";
import { isFinal, type Job } from "./job.ts";
import { submitJob } from "./submit-job.ts";
import { transitions } from "./transition.ts";

interface Hint {
  /** The attempt that is meant, against the current one (to begin: the next one): at times one off. */
  offset: number;
  pick: number;
  isOdd: boolean;
}

type Act = (
  ports: TestPorts,
  work: { jobId: string; attempt: number; next: number },
  hint: Hint,
) => unknown;

/** What anybody may do to a job at any time: early, late, twice, out of order. */
const begin: Act = (ports, { jobId, next }) => beginAttempt(ports, { jobId, attempt: next });
const run: Act = (ports, work) => runTask(ports, work);
const start: Act = (ports, work) => startWork(ports, work);
const finish: Act = (ports, work, { pick, isOdd }) =>
  finishWork(ports, work, pick % 3 === 0 ? { result: { pick } } : failure(isOdd));
const progress: Act = (ports, { jobId, attempt }) =>
  ports.jobs.saveProgress(jobId, attempt, ports.clock.now().toISOString());
const checkpoint: Act = (ports, { jobId, attempt }) =>
  ports.jobs.saveCheckpoint(jobId, attempt, { attempt });
const stopEvent: Act = (ports, work, { pick }) =>
  observeTask(ports, { ...work, task: taskOf(work.attempt, pick) }, "event");
const limit: Act = (ports, work, { pick }) =>
  stopAttempt(ports, { ...work, end: limitReached(pick) });
const cancel: Act = (ports, { jobId }) => cancelJob(ports, jobId, {}, "user");
const wait: Act = (ports, _work, { pick }) => ports.clock.advance((pick % 20_000) + 1);
const refuse: Act = (ports, _work, { isOdd }) => {
  ports.tasks.refusal = isOdd
    ? { refused: { class: "no_capacity", reason: "none left" } }
    : undefined;
};

const act = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(begin, run, start) },
  { weight: 5, arbitrary: fc.constantFrom(finish, progress, checkpoint, stopEvent, limit) },
  { weight: 2, arbitrary: fc.constantFrom(wait, refuse) },
  { weight: 1, arbitrary: fc.constant(cancel) },
);

const hint = fc.record({
  offset: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1)),
  pick: fc.nat(),
  isOdd: fc.boolean(),
});

const steps = fc.array(fc.array(fc.tuple(act, hint), { minLength: 1, maxLength: 3 }), {
  maxLength: 30,
  size: "max",
});

async function perform(ports: TestPorts, jobId: string, doIt: Act, given: Hint): Promise<void> {
  const job = await ports.jobs.get(jobId);
  const meant = (job?.attempt ?? 0) + given.offset;
  const work = { jobId, attempt: Math.max(1, meant), next: Math.max(1, meant + 1) };
  try {
    await doIt(ports, work, given);
  } catch (error) {
    // A refusal is an answer; anything else that is thrown is a bug.
    if (!(error instanceof DomainError)) throw error;
  }
}

const failure = (isInterrupted: boolean) => {
  const error = { code: "Error", message: "no" };
  return isInterrupted ? { interrupted: error } : { error };
};

const limitReached = (pick: number): AttemptEnd => {
  const endClass = endClasses[pick % endClasses.length] ?? "timed_out";
  return { class: endClass === "completed" ? "timed_out" : endClass, reportedBy: "sweep" };
};

function taskOf(attempt: number, pick: number): TaskState {
  const task = { taskArn: `task-${attempt}`, lastStatus: "STOPPED" };
  const states: TaskState[] = [
    { ...task, lastStatus: "RUNNING", startedAt: "2026-03-01T12:00:01.000Z" },
    { ...task, lastStatus: "MISSING" },
    { ...task, stopCode: "EssentialContainerExited", exitCode: 1 },
    { ...task, stopCode: "EssentialContainerExited", exitCode: 0 },
    { ...task, stopCode: "SpotInterruption", stopReason: "Spot interruption" },
    { ...task, stopCode: "UserInitiated", exitCode: 143 },
    { ...task, stopCode: "TaskFailedToStart", stopReason: "CannotPullContainer" },
  ];
  return states[pick % states.length] ?? task;
}

const requests = fc.record({
  type: fc.constant("echo"),
  input: fc.constant({ text: "x" }),
  pattern: fc.constantFrom("sync", "callback", "await"),
  startAt: fc.constantFrom(undefined, undefined, "2026-03-01T12:00:30.000Z"),
  retry: fc.record({ maxAttempts: fc.integer({ min: 1, max: 3 }), delaySeconds: fc.nat(20) }),
  timeouts: fc.record({ jobSeconds: fc.constantFrom(20, 100, 100_000) }),
});

test("whoever does what, in whatever order and at once: the life of a job follows its rules", async () => {
  const life = fc.asyncProperty(requests, steps, async (request, groups) => {
    const ports = testPorts();
    const { job } = await submitJob(ports, request, { createdBy: "user" });
    let before = job;
    for (const group of groups) {
      await Promise.all(group.map(([doIt, given]) => perform(ports, job.id, doIt, given)));
      before = await checkRules(ports, before);
    }
  });
  await expect(fc.assert(life, { numRuns: 300 })).resolves.toBeUndefined();
});

async function checkRules(ports: TestPorts, before: Job): Promise<Job> {
  const job = await ports.jobs.getDetail(before.id);
  if (job === undefined) throw new Error("the job is gone");
  const { attempts, input: _input, result, ...now } = job;

  expect(job.version).toBeGreaterThanOrEqual(before.version);
  const isFixed = job.version === before.version || isFinal(before.status);
  expect(isFixed ? now : before).toEqual(before);

  const events = await ports.jobs.listEvents(job.id, 0);
  events.reduce((last, next) => {
    expect(next.version).toBeGreaterThan(last.version);
    expect([last.status, ...transitions[last.status]]).toContain(next.status);
    return next;
  });
  expect(events.at(-1)?.status).toBe(job.status);

  expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
  expect(attempts).toHaveLength(job.attempt);
  const open = attempts.filter(({ end }) => end === undefined);
  expect(open.length).toBeLessThanOrEqual(isFinal(job.status) || job.status === "retrying" ? 0 : 1);
  expect(job.failedAttempts).toBeLessThanOrEqual(job.retry.maxAttempts);
  expect(result !== undefined).toBe(job.status === "succeeded");
  return now;
}
