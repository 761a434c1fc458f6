import { expect, test } from "vitest";

import { createSample } from "../test/sample-job.ts";
import { getJob } from "./get-job.ts";
import { MemoryJobStore } from "./memory-job-store.ts";

test("a job comes with its input and attempts; an unknown one is told", async () => {
  const jobs = new MemoryJobStore();
  const job = await createSample(jobs, { input: { n: 7 } });
  expect(await getJob({ jobs }, job.id)).toEqual({ ...job, input: { n: 7 }, attempts: [] });
  await expect(getJob({ jobs }, "job_x")).rejects.toMatchObject({ code: "job_not_found" });
});
