import { defineJobType } from "@longhaul/core/job-type/job-type";
import { testPorts } from "@longhaul/core/test/test-ports";
import { describe, expect, test } from "vitest";
import { z } from "zod";

import { problemIn } from "../test/answers.ts";
import { testApp } from "../test/test-app.ts";

const itemsSchema = z.object({ items: z.array(z.looseObject({ name: z.string() })) });

describe("job types", () => {
  test("are told with their schemas, and with every default filled in", async () => {
    const { as } = await testApp();
    const { items } = itemsSchema.parse(await (await as("viewer")("/v1/job-types")).json());
    expect(items).toMatchObject([
      {
        name: "echo",
        title: "Echo",
        resumable: false,
        example: { text: "hello" },
        inputSchema: {
          $schema: "https://json-schema.org/draft/2020-12/schema",
          type: "object",
          properties: { text: { type: "string", minLength: 1 } },
          required: ["text"],
          additionalProperties: false,
        },
        resultSchema: { type: "object" },
        defaults: {
          pattern: "await",
          capacity: "on_demand",
          size: { cpu: 256, memory: 512 },
          timeouts: { jobSeconds: 2_592_000 },
          retry: { maxAttempts: 3 },
        },
      },
    ]);
    const one = await as("viewer")("/v1/job-types/echo");
    expect(await one.json()).toEqual(items[0]);
  });

  test("ask for what a caller sends: what has a default is not required", async () => {
    const jobType = defineJobType({
      name: "wait",
      title: "Wait",
      description: "Waits.",
      input: z.strictObject({ seconds: z.number().default(10) }),
      result: z.object({ at: z.iso.datetime().transform((text) => new Date(text)) }),
      example: {},
      defaults: { pattern: "sync", timeouts: { jobSeconds: 60 } },
      resumable: true,
    });
    const { as } = await testApp({}, testPorts({ jobTypes: [jobType] }));
    expect(await (await as("viewer")("/v1/job-types/wait")).json()).toMatchObject({
      inputSchema: { properties: { seconds: { default: 10 } } },
      defaults: { pattern: "sync", timeouts: { jobSeconds: 60, heartbeatSeconds: 300 } },
    });
    const schema = await (await as("viewer")("/v1/job-types/wait")).text();
    expect(schema).not.toContain('"required":["seconds"]');
  });

  test("that there are not answer 404 with those that there are", async () => {
    const { as } = await testApp();
    const answer = await as("viewer")("/v1/job-types/sing");
    expect(answer.status).toBe(404);
    expect(await problemIn(answer)).toMatchObject({
      code: "job_type_not_found",
      detail: expect.stringContaining("echo"),
    });
  });
});
