import { expect, test } from "vitest";

import { createSample, sampleChange } from "../test/sample-job.ts";
import { MemoryJobStore } from "./memory-job-store.ts";
import { updateJob } from "./update-job.ts";

test("changes that meet are all made, each on what the other left", async () => {
  const jobs = new MemoryJobStore();
  const { id } = await createSample(jobs);
  await Promise.all(
    Array.from({ length: 5 }, () =>
      updateJob({ jobs }, id, (job) => sampleChange(job, { platformEnds: job.platformEnds + 1 })),
    ),
  );
  expect(await jobs.get(id)).toMatchObject({ platformEnds: 5, version: 6 });
});

test("nothing to change writes nothing", async () => {
  const jobs = new MemoryJobStore();
  const job = await createSample(jobs);
  expect(await updateJob({ jobs }, job.id, () => undefined)).toEqual(job);
  expect(await jobs.listEvents(job.id, 1)).toEqual([]);
});

test("when others always come first, it gives up with a conflict", async () => {
  const jobs = new MemoryJobStore();
  const { id } = await createSample(jobs);
  const overtaken = updateJob({ jobs }, id, async (job) => {
    await jobs.save(sampleChange(job, {}));
    return sampleChange(job, { platformEnds: 1 });
  });
  await expect(overtaken).rejects.toMatchObject({ code: "conflict" });
  expect(await jobs.get(id)).toMatchObject({ platformEnds: 0 });
});

test("an unknown job is told", async () => {
  const jobs = new MemoryJobStore();
  await expect(updateJob({ jobs }, "job_x", () => undefined)).rejects.toMatchObject({
    code: "job_not_found",
  });
});
