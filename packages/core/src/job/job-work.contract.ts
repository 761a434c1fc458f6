import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { newJobId } from "../id.ts";
import type { OpenStore } from "../test/open-store.ts";
import {
  createRunning,
  createSample,
  newAttempt,
  sampleChange,
  saveAll,
} from "../test/sample-job.ts";
import type { JobStore } from "./job-store.ts";

/** What every `JobStore` promises to workers and supervisors. */
export function jobWorkContract(name: string, create: () => Promise<OpenStore<JobStore>>): void {
  describe(`${name}: work`, () => {
    let jobs: JobStore;
    let close: OpenStore<JobStore>["close"];

    beforeAll(async () => {
      ({ store: jobs, close } = await create());
    });
    afterAll(() => close?.());

    describe("saveAttempt", () => {
      test("sets the fields given and leaves the others and the job as they are", async () => {
        const job = await createRunning(jobs);
        await jobs.saveAttempt(job.id, { number: 1, taskArn: "arn" });
        await jobs.saveAttempt(job.id, { number: 1, callbackId: "secret", logTail: ["bye"] });
        expect(await jobs.getAttempt(job.id, 1)).toEqual({
          ...newAttempt(job),
          taskArn: "arn",
          callbackId: "secret",
          logTail: ["bye"],
        });
        expect(await jobs.get(job.id)).toEqual(job);
      });

      test("the states of a task only grow, whatever order their news comes in", async () => {
        const job = await createRunning(jobs);
        const states = ["PROVISIONING", "RUNNING", "STOPPED"].map((status) => ({
          status,
          at: job.createdAt,
        }));
        await jobs.saveAttempt(job.id, { number: 1, taskStates: states.slice(0, 2) });
        await jobs.saveAttempt(job.id, { number: 1, taskStates: states });
        await jobs.saveAttempt(job.id, { number: 1, taskStates: states.slice(0, 1), taskArn: "x" });
        expect(await jobs.getAttempt(job.id, 1)).toEqual({
          ...newAttempt(job),
          taskStates: states,
        });
      });

      test("an error that no retry can mend says so, and one of before says nothing", async () => {
        const job = await createRunning(jobs);
        const before = { code: "Error", message: "no" };
        const error = { ...before, isRetryable: false };
        const end = { class: "failed", reportedBy: "worker" } as const;
        await jobs.saveAttempt(job.id, { number: 1, end: { ...end, error: before } });
        expect((await jobs.getAttempt(job.id, 1))?.end?.error).toEqual(before);
        await jobs.saveAttempt(job.id, { number: 1, end: { ...end, error } });
        await saveAll(jobs, job, [{ status: "failed", error }]);
        const detail = await jobs.getDetail(job.id);
        expect([detail?.error, detail?.attempts[0]?.end?.error]).toEqual([error, error]);
      });

      test("never shows the callback id with the job", async () => {
        const job = await createRunning(jobs);
        await jobs.saveAttempt(job.id, { number: 1, callbackId: "secret" });
        expect(JSON.stringify(await jobs.getDetail(job.id))).not.toContain("secret");
      });

      test("an attempt that does not exist is not made by a late fact", async () => {
        const job = await createRunning(jobs);
        await jobs.saveAttempt(job.id, { number: 7, taskArn: "arn" });
        expect(await jobs.getAttempt(job.id, 7)).toBeUndefined();
        expect((await jobs.getDetail(job.id))?.attempts).toHaveLength(1);
      });

      test("attempts are listed in their order, beyond nine too", async () => {
        let job = await createSample(jobs);
        for (let number = 1; number <= 11; number += 1) {
          const begun = sampleChange(
            job,
            { attempt: number },
            { attempt: newAttempt(job, number) },
          );
          expect(await jobs.save(begun)).toBe(true);
          job = begun.after;
        }
        const detail = await jobs.getDetail(job.id);
        expect(detail?.attempts.map(({ number }) => number)).toEqual(
          Array.from({ length: 11 }, (_, index) => index + 1),
        );
      });
    });

    describe("saveProgress", () => {
      const at = "2026-03-01T12:00:00.000Z";
      const progress = { done: 3, total: 4, percent: 75, updatedAt: at };

      test("keeps progress and heartbeat and moves the version by one", async () => {
        const job = await createRunning(jobs);
        expect(await jobs.saveProgress(job.id, 1, at, progress)).toBe(true);
        expect(await jobs.get(job.id)).toEqual({
          ...job,
          heartbeatAt: at,
          updatedAt: at,
          progress,
          version: job.version + 1,
        });
      });

      test("a heartbeat alone leaves the last progress", async () => {
        const job = await createRunning(jobs);
        await jobs.saveProgress(job.id, 1, at, progress);
        expect(await jobs.saveProgress(job.id, 1, at)).toBe(true);
        expect(await jobs.get(job.id)).toMatchObject({ progress, version: job.version + 2 });
      });

      test("a job that is being cancelled still reports; a finished one, another attempt, an unknown job not", async () => {
        const job = await createRunning(jobs);
        expect(await jobs.saveProgress(job.id, 2, at)).toBe(false);
        const cancelling = await saveAll(jobs, job, [{ status: "cancelling" }]);
        expect(await jobs.saveProgress(job.id, 1, at)).toBe(true);
        const current = { ...cancelling, version: cancelling.version + 1 };
        const cancelled = await saveAll(jobs, current, [{ status: "cancelled" }]);
        expect(await jobs.saveProgress(job.id, 1, at, progress)).toBe(false);
        expect(await jobs.get(job.id)).toEqual(cancelled);
        expect(await jobs.saveProgress(newJobId(new Date()), 1, at)).toBe(false);
      });

      test("an attempt that is over reports nothing while the next one runs", async () => {
        const first = await createRunning(jobs);
        const retrying = await saveAll(jobs, first, [{ status: "retrying" }, { status: "queued" }]);
        const second = await saveAll(jobs, retrying, [{ attempt: 2 }, { status: "running" }]);
        expect(await jobs.saveProgress(first.id, 1, at, progress)).toBe(false);
        expect(await jobs.saveCheckpoint(first.id, 1, "late")).toBe(false);
        expect(await jobs.get(first.id)).toEqual(second);
      });

      test("a change that was decided before it is refused", async () => {
        const job = await createRunning(jobs);
        await jobs.saveProgress(job.id, 1, at, progress);
        expect(await jobs.save(sampleChange(job, { status: "failed" }))).toBe(false);
        expect(await jobs.get(job.id)).toMatchObject({ status: "running", progress });
      });

      test("many at once all count", async () => {
        const job = await createRunning(jobs);
        const saved = await Promise.all(
          Array.from({ length: 10 }, () => jobs.saveProgress(job.id, 1, at)),
        );
        expect(saved).toEqual(saved.map(() => true));
        expect((await jobs.get(job.id))?.version).toBe(job.version + 10);
      });
    });

    describe("checkpoint", () => {
      test("the last one saved by the attempt at work is kept", async () => {
        const job = await createRunning(jobs);
        expect(await jobs.saveCheckpoint(job.id, 1, { line: 10 })).toBe(true);
        expect(await jobs.saveCheckpoint(job.id, 1, { line: 20 })).toBe(true);
        expect(await jobs.getCheckpoint(job.id)).toEqual({ line: 20 });
        expect(await jobs.get(job.id)).toEqual(job);
      });

      test("an attempt that is over cannot overwrite it", async () => {
        const job = await createRunning(jobs);
        await jobs.saveCheckpoint(job.id, 1, { line: 10 });
        await saveAll(jobs, job, [{ status: "retrying" }]);
        expect(await jobs.saveCheckpoint(job.id, 1, { line: 5 })).toBe(false);
        expect(await jobs.getCheckpoint(job.id)).toEqual({ line: 10 });
      });

      test("is saved while progress is saved at the same time", async () => {
        const job = await createRunning(jobs);
        const saved = await Promise.all(
          Array.from({ length: 5 }, (_, line) => [
            jobs.saveCheckpoint(job.id, 1, { line }),
            jobs.saveProgress(job.id, 1, job.createdAt),
          ]).flat(),
        );
        expect(saved).toEqual(saved.map(() => true));
      });
    });

    describe("timeline", () => {
      test("is replaced until it is complete, and then stays", async () => {
        const { id } = await createSample(jobs);
        const partial = { spans: [{ id: "1" }], complete: false, readAt: "a" };
        const whole = { spans: [{ id: "1" }, { id: "2" }], complete: true, readAt: "b" };
        await jobs.saveTimeline(id, partial);
        expect(await jobs.getTimeline(id)).toEqual(partial);
        await jobs.saveTimeline(id, whole);
        await jobs.saveTimeline(id, { ...partial, readAt: "c" });
        expect(await jobs.getTimeline(id)).toEqual(whole);
      });

      test("has a job", async () => {
        const timeline = { spans: [], complete: true, readAt: "a" };
        await expect(jobs.saveTimeline(newJobId(new Date()), timeline)).rejects.toMatchObject({
          code: "job_not_found",
        });
      });
    });
  });
}
