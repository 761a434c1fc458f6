import { describe, expect, test } from "vitest";
import { z } from "zod";

import { dashboardPolicy } from "../../packages/api/src/security-headers.ts";
import { functionInputs } from "./functions.ts";
import { inputsOf, ofType, readGraph } from "./graph.ts";

const graph = readGraph("production");

describe("the REST API", () => {
  test("streams every answer, for as long as the function may run", () => {
    const [integration, ...others] = ofType(graph, "apigateway.Integration");
    expect(others).toEqual([]);
    expect(integration?.inputs).toMatchObject({
      type: "AWS_PROXY",
      responseTransferMode: "STREAM",
      uri: expect.stringMatching(
        /:function:longhaul-production-api\/response-streaming-invocations$/,
      ),
      timeoutMilliseconds: 300_000,
    });
    expect(functionInputs(graph, "api")).toMatchObject({ timeout: 300 });
  });

  test("is regional: an edge endpoint would cut a silent stream after 30 seconds", () => {
    expect(inputsOf(graph, "ApiApi")).toMatchObject({
      endpointConfiguration: { types: "REGIONAL" },
    });
  });

  test("has one route for everything", () => {
    expect(ofType(graph, "apigateway.Resource").map(({ inputs }) => inputs["pathPart"])).toEqual([
      "{proxy+}",
    ]);
    expect(ofType(graph, "apigateway.Method").map(({ inputs }) => inputs["httpMethod"])).toEqual([
      "ANY",
    ]);
  });

  test("is throttled", () => {
    expect(inputsOf(graph, "ApiMethodSettings")).toMatchObject({
      methodPath: "*/*",
      settings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
    });
  });

  test("logs every request", () => {
    expect(
      ofType(graph, "apigateway.Stage").map(({ inputs }) => inputs["accessLogSettings"]),
    ).toEqual([
      expect.objectContaining({ destinationArn: expect.stringContaining("vendedlogs/apis") }),
    ]);
  });
});

describe("the Router", () => {
  const keysSchema = z.object({
    namespace: z.string(),
    entries: z.object({ metadata: z.string() }),
  });
  const routeSchema = z.object({
    host: z.string().optional(),
    rewrite: z.object({ regex: z.string(), to: z.string() }).optional(),
    origin: z.unknown().optional(),
  });
  const metadata = new Map(
    graph.resources
      .filter(({ name }) => name.endsWith(".sst.aws.KvKeys"))
      .map(({ inputs }) => keysSchema.parse(inputs))
      .map(({ namespace, entries }) => [
        namespace,
        routeSchema.parse(JSON.parse(entries.metadata)),
      ]),
  );
  const routes = graph.resources
    .filter(({ name }) => name.endsWith(".sst.aws.KvRoutesUpdate"))
    .map(({ inputs }) => z.string().parse(inputs["entry"]).split(","))
    .map(([kind, namespace = "", , path]) => ({ kind, path, metadata: metadata.get(namespace) }));

  test("serves the dashboard, and what /docs loads", () => {
    expect(routes.filter(({ kind }) => kind === "site").map(({ path }) => path)).toEqual([
      "",
      "/docs/viewer",
    ]);
  });

  test.each(["/v1", "/openapi.json", "/docs", "/health"])("sends %s to the API's stage", (path) => {
    const route = routes.find((known) => known.path === path);
    expect(route).toMatchObject({
      kind: "url",
      metadata: {
        host: expect.stringContaining(".execute-api."),
        origin: { timeouts: { readTimeout: 60 } },
      },
    });
    const { regex = "", to = "" } = route?.metadata?.rewrite ?? {};
    expect(`${path}/x`.replace(new RegExp(regex), to)).toBe(`/production${path}/x`);
  });

  test("says HTTPS, and the dashboard's security headers", () => {
    expect(inputsOf(graph, "RouterCdnDistribution")).toMatchObject({
      defaultCacheBehavior: {
        viewerProtocolPolicy: "redirect-to-https",
        responseHeadersPolicyId: "SecurityHeaders-id",
      },
    });
    expect(inputsOf(graph, "SecurityHeaders")).toMatchObject({
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: dashboardPolicy, override: false },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY" },
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000 },
      },
    });
  });
});
