import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";
import { z } from "zod";

import { jobRuns } from "./job-runs.ts";
import { jobTypes } from "./job-types.ts";

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "test")
  .map((entry) => entry.name);

test("every folder is a job type, and nothing else is", () => {
  expect([...jobTypes.keys()].toSorted()).toEqual(folders.toSorted());
  expect([...jobRuns.keys()].toSorted()).toEqual(folders.toSorted());
});

describe.each(folders)("%s", (folder) => {
  test("has a definition of its name, and the work", async () => {
    expect(existsSync(join(here, folder, "definition.ts"))).toBe(true);
    expect(existsSync(join(here, folder, "run.ts"))).toBe(true);
    expect(jobTypes.get(folder)?.name).toBe(folder);
    await expect(jobRuns.get(folder)?.()).resolves.toBeTypeOf("function");
  });

  test("its example is a valid input", () => {
    expect(jobTypes.get(folder)?.input.safeParse(jobTypes.get(folder)?.example).success).toBe(true);
  });

  test("its schemas are JSON Schema, with a title and help for every field of the form", () => {
    const jobType = jobTypes.get(folder);
    if (jobType === undefined) throw new Error(`${folder} is not in jobTypes`);
    z.toJSONSchema(jobType.result);
    const { properties = {} } = z.toJSONSchema(jobType.input, { io: "input" });
    expect(Object.keys(properties).length).toBeGreaterThan(0);
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
      });
    }
  });

  test("an input past the API is checked as well", async () => {
    const run = await jobRuns.get(folder)?.();
    const { testContext, testSettings } = await import("./test/test-context.ts");
    await expect(run?.({ nonsense: true }, testContext(), testSettings())).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
