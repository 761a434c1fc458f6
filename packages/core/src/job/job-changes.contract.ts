import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { newJobId } from "../id.ts";
import type { OpenStore } from "../test/open-store.ts";
import { createRunning, createSample, sampleChange, saveAll } from "../test/sample-job.ts";
import { dueAt } from "./due-at.ts";
import type { JobStore } from "./job-store.ts";

/** What every `JobStore` promises to those who follow changes, and to the sweep. */
export function jobChangesContract(name: string, create: () => Promise<OpenStore<JobStore>>): void {
  describe(`${name}: changed and due`, () => {
    let jobs: JobStore;
    let close: OpenStore<JobStore>["close"];

    beforeEach(async () => {
      ({ store: jobs, close } = await create());
    });
    afterEach(() => close?.());

    test("what changed before the first cursor may be missing, what changes after it is not", async () => {
      await createSample(jobs);
      const start = await jobs.listChanged();
      expect(start.jobs).toEqual([]);
      const made = await createSample(jobs);
      const running = await createRunning(jobs);
      await jobs.saveProgress(running.id, 1, "2026-03-01T12:00:00.000Z");
      const { jobs: changed } = await jobs.listChanged(start.cursor);
      const seen = changed.filter(({ id }) => id === made.id || id === running.id);
      expect(seen).toEqual([made, await jobs.get(running.id)]);
    });

    test("each job comes once, as it is now, the one that changed last at the end", async () => {
      const { cursor } = await jobs.listChanged();
      const first = await createRunning(jobs);
      const second = await createRunning(jobs);
      await expect
        .poll(async () => {
          await jobs.saveProgress(first.id, 1, "2026-03-01T12:00:00.000Z");
          const { jobs: changed } = await jobs.listChanged(cursor);
          return changed.map(({ id }) => id);
        })
        .toEqual([second.id, first.id]);
    });

    test("no change of concurrent writers is missed by a reader who goes on from cursor to cursor", async () => {
      const writers = await Promise.all(Array.from({ length: 6 }, () => createRunning(jobs)));
      let { cursor } = await jobs.listChanged();
      const seen = new Map<string, number>();
      const read = async () => {
        const page = await jobs.listChanged(cursor);
        ({ cursor } = page);
        for (const { id, version } of page.jobs) {
          expect(version).toBeGreaterThanOrEqual(seen.get(id) ?? 0);
          seen.set(id, version);
        }
      };
      const writing = writers.map(async ({ id }) => {
        for (let count = 0; count < 8; count += 1) {
          expect(await jobs.saveProgress(id, 1, "2026-03-01T12:00:00.000Z")).toBe(true);
        }
      });
      const written = Promise.all(writing);
      for (let count = 0; count < 5; count += 1) await read();
      await written;
      await read();
      expect(seen).toEqual(new Map(writers.map(({ id, version }) => [id, version + 8])));
    });

    test("a cursor that no store gave is refused", async () => {
      for (const cursor of ["", "nonsense", "e30"]) {
        await expect(jobs.listChanged(cursor)).rejects.toMatchObject({ code: "invalid_cursor" });
      }
    });

    test("jobs are due at their time, the longest overdue first, as many as asked", async () => {
      const times = ["10", "11", "12", "13", "14"].map((hour) => `2026-01-01T${hour}:00:00.000Z`);
      const made = [];
      for (const at of times.toReversed()) made.push(await createSample(jobs, { at }));
      const [latest, ...due] = made.map(({ id }) => id);
      const now = "2026-01-01T13:30:00.000Z";
      expect((await jobs.listDue(now, 10)).map(({ id }) => id)).toEqual(due.toReversed());
      expect(await jobs.listDue(now, 2)).toEqual(made.toReversed().slice(0, 2));
      expect((await jobs.listDue("2026-01-01T15:00:00.000Z", 10)).at(-1)?.id).toBe(latest);
      expect(await jobs.listDue("2026-01-01T10:00:00.000Z", 10)).toEqual([]);
    });

    test("looking at a job later moves it, without a new version, until it changes", async () => {
      const job = await createRunning(jobs, { at: "2026-01-01T10:00:00.000Z" });
      const due = dueAt(job) ?? "";
      expect(await jobs.listDue(due, 10)).toEqual([job]);
      const later = new Date(Date.parse(due) + 1).toISOString();
      await jobs.saveDue(job.id, later);
      expect(await jobs.listDue(due, 10)).toEqual([]);
      expect(await jobs.listDue(later, 10)).toEqual([job]);
      const retrying = sampleChange(job, { status: "retrying", nextAttemptAt: job.createdAt });
      expect(await jobs.save(retrying)).toBe(true);
      expect(await jobs.listDue(dueAt(retrying.after) ?? "", 10)).toEqual([retrying.after]);
    });

    test("looking at a job that does not exist makes none", async () => {
      const jobId = newJobId(new Date());
      await jobs.saveDue(jobId, "2026-01-01T10:00:00.000Z");
      expect(await jobs.get(jobId)).toBeUndefined();
    });

    test("a finished job is never due, even when the sweep looked at it meanwhile", async () => {
      const job = await createRunning(jobs);
      await saveAll(jobs, job, [{ status: "failed" }]);
      await jobs.saveDue(job.id, "2026-01-01T10:00:00.000Z");
      expect(await jobs.listDue("2099-01-01T10:00:00.000Z", 10)).toEqual([]);
    });
  });
}
