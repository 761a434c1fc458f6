import { testPorts } from "@longhaul/core/test/test-ports";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { createApp } from "./app.ts";
import { sessionSecret } from "./test/test-app.ts";

const contentSchema = z.record(z.string(), z.object({ schema: z.looseObject({}) }));

const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(["path", "query", "header"]) }))
    .optional(),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.object({ description: z.string().min(1), content: contentSchema.optional() }),
  ),
});

const documentSchema = z.object({
  openapi: z.literal("3.1.0"),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.looseObject({})),
    securitySchemes: z.record(z.string(), z.looseObject({})),
  }),
});

type Document = z.infer<typeof documentSchema>;

describe("the OpenAPI document", () => {
  let text: string;
  let document: Document;
  let operations: [string, Document["paths"][string][string]][];

  beforeAll(async () => {
    const app = createApp(testPorts(), { sessionSecret });
    text = await (await app.request("/openapi.json")).text();
    document = documentSchema.parse(JSON.parse(text));
    operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, operation]): (typeof operations)[number] => [
        `${method} ${path}`,
        operation,
      ]),
    );
  });

  test("refers to nothing that is not there", () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name = ""] of references)
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test("names what clients generate types from", () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        "ApiKey",
        "Job",
        "JobDetail",
        "JobRequest",
        "JobType",
        "Problem",
        "Span",
      ]),
    );
  });

  test("gives each operation a name of its own, known tags and known ways to sign in", () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    const schemes = Object.keys(document.components.securitySchemes);
    for (const [, { tags: of, security }] of operations) {
      expect(tags).toEqual(expect.arrayContaining(of));
      expect(schemes).toEqual(expect.arrayContaining(security.flatMap((one) => Object.keys(one))));
    }
  });

  test("declares the path's parameters, and a problem for every refusal", () => {
    for (const [route, { parameters = [], responses }] of operations) {
      const named = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        parameters.filter(({ in: place }) => place === "path").map(({ name }) => name),
      ).toEqual(named);
      for (const [status, { content }] of Object.entries(responses)) {
        if (status < "400" || route === "get /health") continue;
        expect([route, status, Object.keys(content ?? {})]).toEqual([
          route,
          status,
          ["application/problem+json"],
        ]);
      }
    }
  });

  test("has an example of the request that matters most", () => {
    expect(document.components.schemas["JobRequest"]?.["example"]).toMatchObject({
      type: "simulate",
    });
  });
});
