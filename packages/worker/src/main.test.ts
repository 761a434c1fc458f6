import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { useContainer } from "./test/container.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const { waitingJob, startWorker } = useContainer();

test("the container does its job: environment in, result on the record, exit code 0", async () => {
  const { jobs, jobId, tableName } = await waitingJob({ message: "hi", processingTime: 0 });
  const { exit, output } = await startWorker(main, {
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
  });
  expect(await exit).toBe(0);
  expect(await jobs.getDetail(jobId)).toMatchObject({
    status: "succeeded",
    result: { status: "success", message: "Processed: hi" },
  });
  expect(output.text).toContain("work.finished");
});

test("SIGTERM saves a checkpoint and interrupts the attempt", async () => {
  const { jobs, jobId, tableName } = await waitingJob({ message: "hi", processingTime: 1000 });
  const { worker, exit } = await startWorker(main, {
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
  });
  await expect
    .poll(async () => (await jobs.get(jobId))?.progress, { timeout: 10_000 })
    .toBeDefined();
  worker.kill("SIGTERM");
  expect(await exit).toBe(143);
  expect((await jobs.getDetail(jobId))?.attempts[0]?.end).toMatchObject({ class: "interrupted" });
  expect(await jobs.getCheckpoint(jobId)).toEqual({ workedSeconds: expect.any(Number) });
});

test("a job that ignores SIGTERM is ended before ECS would kill it", async () => {
  const { jobs, jobId, tableName } = await waitingJob({
    message: "hi",
    processingTime: 1000,
    ignoreSigterm: true,
  });
  const { worker, exit, output } = await startWorker(main, {
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
    LONGHAUL_STOP_TIMEOUT_SECONDS: "2",
  });
  await expect
    .poll(async () => (await jobs.get(jobId))?.status, { timeout: 10_000 })
    .toBe("running");
  worker.kill("SIGTERM");
  expect(await exit).toBe(143);
  expect(output.text).toContain("worker.forced-exit");
});

test("an environment that is not complete says what is missing", async () => {
  const { exit, output } = await startWorker(main, { LONGHAUL_TABLE: "x" });
  expect(await exit).toBe(1);
  expect(output.text).toContain("LONGHAUL_JOB_ID is missing");
});
