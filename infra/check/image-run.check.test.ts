import { execFile } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

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

test("the image has what was built, and nothing that it was built from", () => {
  const others = readdirSync(image.directory).filter((name) => !/^[\w-]+\.cjs$/.test(name));
  expect(others).toEqual([".compile-cache"]);
  expect(megabytesIn(image.directory)).toBeLessThan(5);
});

test("a task of the image compiles nothing that was compiled when it was built", async () => {
  const { command, directory, environment } = image;
  const [program = "", ...args] = command;
  const { stderr } = await promisify(execFile)(program, [...args, "--load-all"], {
    cwd: directory,
    env: { ...process.env, ...environment, NODE_DEBUG_NATIVE: "COMPILE_CACHE" },
  });
  expect(stderr).toMatch(/main\.cjs was accepted/);
  expect(stderr).not.toMatch(/\.cjs was (rejected|not initialized)/);
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

function megabytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1e6;
}
