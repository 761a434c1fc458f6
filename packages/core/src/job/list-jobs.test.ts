import { expect, test } from "vitest";

import { createRunning, createSample } from "../test/sample-job.ts";
import { testPorts } from "../test/test-ports.ts";
import { listJobs } from "./list-jobs.ts";

test("the fields of a query string find and page jobs", async () => {
  const ports = testPorts();
  const at = "2026-01-01T00:00:00.000Z";
  const queued = await createSample(ports.jobs, { at, tags: ["a"] });
  const running = await createRunning(ports.jobs, { at, tags: ["a"] });
  await createRunning(ports.jobs, { at, type: "other" });
  const query = { status: "running,queued", type: "echo", tag: "a", q: "", limit: "1" };
  const first = await listJobs(ports, query);
  expect(first.items).toEqual([running]);
  const second = await listJobs(ports, { ...query, cursor: first.cursor });
  expect(second).toEqual({ items: [queued] });
});

test("fifty jobs are a page unless said otherwise", async () => {
  const ports = testPorts();
  for (let count = 0; count < 51; count += 1) await createSample(ports.jobs);
  expect((await listJobs(ports, {})).items).toHaveLength(50);
});

test("times with an offset are understood", async () => {
  const ports = testPorts();
  const job = await createSample(ports.jobs, { at: "2026-01-01T00:00:00.000Z" });
  const query = {
    createdAfter: "2026-01-01T01:00:00+01:00",
    createdBefore: "2026-01-01T00:00:01Z",
  };
  expect(await listJobs(ports, query)).toEqual({ items: [job] });
  expect(await listJobs(ports, { createdAfter: "2026-01-01T00:30:00-01:00" })).toEqual({
    items: [],
  });
});

test.each([
  [{ status: "running,gone" }, "/status"],
  [{ status: "" }, "/status"],
  [{ limit: "0" }, "/limit"],
  [{ limit: "101" }, "/limit"],
  [{ limit: "many" }, "/limit"],
  [{ pattern: "push" }, "/pattern"],
  [{ createdAfter: "yesterday" }, "/createdAfter"],
])("a field that is wrong is named: %j", async (query, pointer) => {
  await expect(listJobs(testPorts(), query)).rejects.toMatchObject({
    code: "invalid_input",
    problems: [{ pointer }],
  });
});

test("a cursor of another list is refused", async () => {
  await expect(listJobs(testPorts(), { cursor: "x" })).rejects.toMatchObject({
    code: "invalid_cursor",
  });
});
