import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { newJobId } from "../id.ts";
import type { OpenStore } from "../test/open-store.ts";
import {
  createRunning,
  createSample,
  newAttempt,
  sampleChange,
  sampleJob,
  saveAll,
} from "../test/sample-job.ts";
import { jobChangesContract } from "./job-changes.contract.ts";
import { jobListContract } from "./job-list.contract.ts";
import type { JobStore } from "./job-store.ts";
import { jobWorkContract } from "./job-work.contract.ts";

/** What every `JobStore` promises. `create` opens an empty one. */
export function jobStoreContract(name: string, create: () => Promise<OpenStore<JobStore>>): void {
  describe(`${name}: records`, () => {
    let jobs: JobStore;
    let close: OpenStore<JobStore>["close"];

    beforeAll(async () => {
      ({ store: jobs, close } = await create());
    });
    afterAll(() => close?.());

    describe("create", () => {
      test("a job that was made is there, with input and history", async () => {
        const made = sampleJob({ input: { deep: [1, null, "ü"] }, name: "one", tags: ["a"] });
        expect(await jobs.create(made)).toEqual({});
        expect(await jobs.get(made.job.id)).toEqual(made.job);
        expect(await jobs.getInput(made.job.id)).toEqual({ deep: [1, null, "ü"] });
        expect(await jobs.listEvents(made.job.id, 0)).toEqual([made.event]);
        expect(await jobs.getDetail(made.job.id)).toEqual({
          ...made.job,
          input: { deep: [1, null, "ü"] },
          attempts: [],
        });
      });

      test("what was never made is not there", async () => {
        const jobId = newJobId(new Date());
        expect(await jobs.get(jobId)).toBeUndefined();
        expect(await jobs.getDetail(jobId)).toBeUndefined();
        expect(await jobs.getInput(jobId)).toBeUndefined();
        expect(await jobs.getResult(jobId)).toBeUndefined();
        expect(await jobs.getAttempt(jobId, 1)).toBeUndefined();
        expect(await jobs.getCheckpoint(jobId)).toBeUndefined();
        expect(await jobs.getTimeline(jobId)).toBeUndefined();
        expect(await jobs.listEvents(jobId, 0)).toEqual([]);
      });

      test("the same idempotency key again names the first job and makes none", async () => {
        const idempotency = { key: newJobId(new Date()), fingerprint: "f1" };
        const [first, second] = [sampleJob(), sampleJob()];
        expect(await jobs.create({ ...first, idempotency })).toEqual({});
        expect(
          await jobs.create({ ...second, idempotency: { ...idempotency, fingerprint: "f2" } }),
        ).toEqual({ existing: { jobId: first.job.id, fingerprint: "f1" } });
        expect(await jobs.get(second.job.id)).toBeUndefined();
      });

      test("ten creates at once with one idempotency key make one job", async () => {
        const idempotency = { key: newJobId(new Date()), fingerprint: "f" };
        const made = Array.from({ length: 10 }, () => sampleJob());
        const answers = await Promise.allSettled(
          made.map((one) => jobs.create({ ...one, idempotency })),
        );
        const there = await Promise.all(made.map(({ job }) => jobs.get(job.id)));
        const [only, ...others] = there.filter((job) => job !== undefined);
        expect(only).toBeDefined();
        expect(others).toEqual([]);
        const existing = answers.flatMap((answer) =>
          answer.status === "fulfilled" ? (answer.value.existing?.jobId ?? []) : [],
        );
        expect(new Set([only?.id, ...existing])).toEqual(new Set([only?.id]));
        const refused = answers.flatMap((answer) =>
          answer.status === "rejected" ? [answer.reason] : [],
        );
        const inFlight = expect.objectContaining({ code: "idempotency_key_in_flight" });
        expect(refused).toEqual(refused.map(() => inFlight));
      });
    });

    describe("save", () => {
      test("a change is written whole: job, event, attempt and result", async () => {
        const job = await createSample(jobs);
        const begun = sampleChange(job, { attempt: 1 }, { attempt: newAttempt(job) });
        expect(await jobs.save(begun)).toBe(true);
        const ended = sampleChange(
          begun.after,
          { status: "succeeded", finishedAt: job.createdAt },
          { attempt: { number: 1, endedAt: job.createdAt }, result: { value: { sum: 3 } } },
        );
        expect(await jobs.save(ended)).toBe(true);
        expect(await jobs.getResult(job.id)).toEqual({ sum: 3 });
        expect(await jobs.getDetail(job.id)).toEqual({
          ...ended.after,
          input: { n: 1 },
          result: { sum: 3 },
          attempts: [{ ...newAttempt(job), endedAt: job.createdAt }],
        });
      });

      test("of concurrent changes of one version exactly one is written", async () => {
        const job = await createSample(jobs);
        const changes = Array.from({ length: 8 }, (_, index) =>
          sampleChange(job, { status: "starting", taskArn: `task-${index}` }),
        );
        const saved = await Promise.all(changes.map((change) => jobs.save(change)));
        expect(saved.filter(Boolean)).toHaveLength(1);
        const winner = changes[saved.indexOf(true)];
        expect(await jobs.get(job.id)).toEqual(winner?.after);
        expect(await jobs.listEvents(job.id, 1)).toEqual([winner?.event]);
      });

      test("a refused change writes nothing at all", async () => {
        const job = await createRunning(jobs);
        const late = sampleChange(
          { ...job, version: job.version - 1 },
          { status: "succeeded" },
          { attempt: { number: 1, taskArn: "late" }, result: { value: "late" } },
        );
        expect(await jobs.save(late)).toBe(false);
        expect(await jobs.get(job.id)).toEqual(job);
        expect(await jobs.getResult(job.id)).toBeUndefined();
        expect((await jobs.getAttempt(job.id, 1))?.taskArn).toBeUndefined();
        expect((await jobs.listEvents(job.id, 0)).map(({ version }) => version)).toEqual([1, 2, 3]);
      });

      test("a field that a change leaves out is gone", async () => {
        const job = await createSample(jobs);
        const named = await saveAll(jobs, job, [{ taskArn: "t" }, { taskArn: undefined }]);
        expect(named.taskArn).toBeUndefined();
        expect(await jobs.get(job.id)).toEqual(named);
      });

      test("history is read from any version on, oldest first", async () => {
        const job = await createSample(jobs);
        await saveAll(jobs, job, [{ status: "starting" }, { status: "running" }]);
        const events = await jobs.listEvents(job.id, 1);
        expect(events.map(({ version, status }) => [version, status])).toEqual([
          [2, "starting"],
          [3, "running"],
        ]);
      });
    });
  });

  jobWorkContract(name, create);
  jobListContract(name, create);
  jobChangesContract(name, create);
}
