import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { encodeCursor } from "../page-cursor.ts";
import type { OpenStore } from "../test/open-store.ts";
import { createRunning, createSample, saveAll } from "../test/sample-job.ts";
import type { JobFilter, JobQuery, JobStore } from "./job-store.ts";
import type { Job } from "./job.ts";

const ids = (jobs: Job[]): string[] => jobs.map(({ id }) => id);
const newestFirst = (jobs: Job[]): string[] => ids(jobs).toSorted().toReversed();

/** What every `JobStore` promises of lists. */
export function jobListContract(name: string, create: () => Promise<OpenStore<JobStore>>): void {
  describe(`${name}: list`, () => {
    let jobs: JobStore;
    let close: OpenStore<JobStore>["close"];

    beforeEach(async () => {
      ({ store: jobs, close } = await create());
    });
    afterEach(() => close?.());

    async function readAll(filter: JobFilter, limit: number): Promise<Job[]> {
      const items: Job[] = [];
      let query: JobQuery | undefined = { ...filter, limit };
      while (query !== undefined) {
        const page = await jobs.list(query);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        items.push(...page.items);
        query = page.cursor === undefined ? undefined : { ...query, cursor: page.cursor };
      }
      return items;
    }

    const list = async (filter: JobFilter): Promise<string[]> =>
      ids((await jobs.list({ ...filter, limit: 50 })).items);

    test("an empty store has one empty page", async () => {
      expect(await jobs.list({ limit: 10 })).toEqual({ items: [] });
      expect(await jobs.list({ limit: 10, status: ["failed", "queued"] })).toEqual({ items: [] });
      expect(await jobs.list({ limit: 10, type: ["echo"] })).toEqual({ items: [] });
    });

    test("pages hold every job once, newest first, over days and years", async () => {
      const made = [];
      for (const day of ["2023-12-31", "2025-06-01", "2026-01-01", "2026-01-02"]) {
        for (const time of ["00:00:00.000", "11:30:00.000", "23:59:59.999"]) {
          made.push(await createSample(jobs, { at: `${day}T${time}Z` }));
        }
      }
      expect(newestFirst(made)).toEqual(ids(made).toReversed());
      for (const limit of [1, 5, 12, 100]) {
        expect(await readAll({}, limit)).toEqual(made.toReversed());
      }
    });

    test("jobs of one millisecond keep the order in which they were made", async () => {
      const at = "2026-01-01T00:00:00.000Z";
      const made = [];
      for (let index = 0; index < 5; index += 1) made.push(await createSample(jobs, { at }));
      expect(ids(await readAll({}, 2))).toEqual(ids(made).toReversed());
    });

    test("the last page has no cursor, even when it is full", async () => {
      const made = [await createSample(jobs), await createSample(jobs)];
      const first = await jobs.list({ limit: 1 });
      expect(first.cursor).toBeDefined();
      const second = await jobs.list({ limit: 1, cursor: first.cursor ?? "" });
      expect(second).toEqual({ items: [made[0]] });
      expect((await jobs.list({ limit: 2 })).cursor).toBeUndefined();
    });

    test("a page goes on where the last one ended, whatever was made since", async () => {
      const made = [];
      for (let index = 0; index < 4; index += 1) made.push(await createSample(jobs));
      const { items, cursor = "" } = await jobs.list({ limit: 2 });
      await createSample(jobs, { at: new Date().toISOString() });
      const rest = await jobs.list({ limit: 2, cursor });
      expect(ids([...items, ...rest.items])).toEqual(newestFirst(made));
      expect(rest.cursor).toBeUndefined();
    });

    test("status: any of those asked for, in one order, as it is now", async () => {
      const days = ["2025-01-01", "2025-03-01", "2026-02-01"];
      const made = [];
      for (const day of days) {
        const queued = await createSample(jobs, { at: `${day}T10:00:00.000Z` });
        const running = await createRunning(jobs, { at: `${day}T11:00:00.000Z` });
        const failed = await saveAll(
          jobs,
          await createRunning(jobs, { at: `${day}T12:00:00.000Z` }),
          [{ status: "failed", finishedAt: `${day}T12:01:00.000Z` }],
        );
        made.push({ queued, running, failed });
      }
      const failed = made.map((day) => day.failed);
      const both = made.flatMap((day) => [day.queued, day.failed]);
      expect(ids(await readAll({ status: ["failed"] }, 2))).toEqual(newestFirst(failed));
      expect(ids(await readAll({ status: ["failed", "queued"] }, 2))).toEqual(newestFirst(both));
      expect(await readAll({ status: ["running"] }, 10)).toEqual(
        made.map((day) => day.running).toReversed(),
      );
      expect(await list({ status: ["timed_out"] })).toEqual([]);
    });

    test("type, pattern, tag and name, alone and together", async () => {
      const a = await createSample(jobs, { type: "a", tags: ["x", "y"], name: "Nightly export" });
      const b = await createSample(jobs, { type: "b", tags: ["x"], pattern: "sync" });
      const c = await createRunning(jobs, { type: "b", tags: ["z"], pattern: "callback" });
      expect(await list({ type: ["b"] })).toEqual([c.id, b.id]);
      expect(await list({ type: ["a", "b"] })).toEqual([c.id, b.id, a.id]);
      expect(await list({ type: ["b"], status: ["running"] })).toEqual([c.id]);
      expect(await list({ pattern: "sync" })).toEqual([b.id]);
      expect(await list({ tag: "x" })).toEqual([b.id, a.id]);
      expect(ids(await readAll({ tag: "x" }, 1))).toEqual([b.id, a.id]);
      expect(await list({ tag: "x", type: ["a"] })).toEqual([a.id]);
      expect(await list({ q: "nightly" })).toEqual([a.id]);
      expect(await list({ q: "export" })).toEqual([]);
      expect(await list({ type: ["c"] })).toEqual([]);
    });

    test("q: the start of an id, and a whole one", async () => {
      const old = await createSample(jobs, { at: "2025-01-01T00:00:00.000Z" });
      const young = await createSample(jobs, { at: "2026-01-01T00:00:00.000Z" });
      expect(await list({ q: "job_" })).toEqual([young.id, old.id]);
      expect(await list({ q: old.id.slice(0, 12) })).toEqual([old.id]);
      expect(await list({ q: young.id })).toEqual([young.id]);
      expect(await list({ q: young.id, status: ["failed"] })).toEqual([]);
      expect(await list({ q: young.id, createdBefore: "2025-06-01T00:00:00.000Z" })).toEqual([]);
    });

    test("createdAfter includes its time, createdBefore does not", async () => {
      const times = [
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T12:00:00.000Z",
        "2026-01-02T00:00:00.000Z",
      ];
      const made = [];
      for (const at of times) made.push(await createSample(jobs, { at }));
      const [createdAfter = "", , createdBefore = ""] = times;
      expect(await list({ createdAfter, createdBefore })).toEqual(
        ids(made.slice(0, 2)).toReversed(),
      );
      expect(await list({ createdAfter: times[1] ?? "" })).toEqual(ids(made.slice(1)).toReversed());
      expect(await list({ createdAfter: createdBefore, createdBefore: createdAfter })).toEqual([]);
    });

    test("a rare match is found behind many jobs that do not match", async () => {
      const rare = await createSample(jobs, { tags: ["rare"], at: "2026-01-01T00:00:00.000Z" });
      await Promise.all(
        Array.from({ length: 120 }, () => createSample(jobs, { at: "2026-01-01T00:00:01.000Z" })),
      );
      expect(ids(await readAll({ tag: "rare" }, 10))).toEqual([rare.id]);
    });

    test("a cursor that no list gave, or a list with another filter, is refused", async () => {
      await createSample(jobs);
      await createSample(jobs);
      const { cursor = "" } = await jobs.list({ limit: 1 });
      const refused = { code: "invalid_cursor" };
      const wrong = ["", "nonsense", cursor.slice(0, -4), encodeCursor({ before: 5, filter: "x" })];
      for (const text of wrong) {
        await expect(jobs.list({ limit: 1, cursor: text })).rejects.toMatchObject(refused);
      }
      await expect(jobs.list({ limit: 1, cursor, type: ["echo"] })).rejects.toMatchObject(refused);
      expect((await jobs.list({ limit: 3, cursor })).items).toHaveLength(1);
    });
  });
}
