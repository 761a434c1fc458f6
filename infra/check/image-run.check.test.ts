import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { cancelJob } from "@longhaul/core/job/cancel-job";
import { submitJob } from "@longhaul/core/job/submit-job";
import { afterAll, beforeAll, expect, test } from "vitest";

import { buildOnDisk, type ImageOnDisk } from "./image-on-disk.ts";
import { type StackOnLocalAws, startStack } from "./stack-on-local-aws.ts";

let image: ImageOnDisk;
let stack: StackOnLocalAws;
const made = new AsyncDisposableStack();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "longhaul-image-"));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  image = await buildOnDisk("packages/worker/Dockerfile", folder);
  stack = made.adopt(await startStack(image), (started) => started.close());
}, 120_000);

afterAll(() => made.disposeAsync());

const submit = async (processingTime: number) => {
  const input = { message: "hi", processingTime };
  return (await submitJob(stack.ports, { type: "simulate", input }, { createdBy: "test" })).job;
};

test("the image has the worker and its packages, and neither tests nor what only other packages need", () => {
  const isThere = (path: string) => existsSync(join(image.directory, path));
  expect(["packages/worker/src/main.ts", "node_modules/zod"].filter(isThere)).toHaveLength(2);
  expect(
    ["packages/core/src/test", ".git", ".env", "packages/api", "node_modules/vitest"].filter(
      isThere,
    ),
  ).toEqual([]);
});

test("the worker does a job with nothing but what is in its image", async () => {
  const job = await submit(0.2);
  expect(await stack.reach(job.id, "succeeded")).toMatchObject({ attempt: 1 });
});

test("SIGTERM reaches the worker: it says itself that a cancelled job has ended", async () => {
  const { id } = await submit(600);
  await stack.reach(id, "running");
  await cancelJob(stack.ports, id, {}, "test");
  await stack.reach(id, "cancelled");
  expect(await stack.ports.jobs.getAttempt(id, 1)).toMatchObject({
    end: { class: "cancelled", reportedBy: "worker" },
  });
});
