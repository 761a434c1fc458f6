import { type Role, roles } from "@longhaul/core/api-key/api-key";
import { createApiKey } from "@longhaul/core/api-key/create-api-key";
import { revokeApiKey } from "@longhaul/core/api-key/revoke-api-key";
import { testPorts } from "@longhaul/core/test/test-ports";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { createApp } from "./app.ts";
import { problemIn } from "./test/answers.ts";
import { sessionSecret, testApp } from "./test/test-app.ts";

/** Every route of the API and who may call it. A new route has to be written here. */
const expected: Record<string, Role | "anyone"> = {
  "get /health": "anyone",
  "post /v1/jobs": "operator",
  "get /v1/jobs": "viewer",
  "get /v1/jobs/{id}": "viewer",
  "post /v1/jobs/{id}/cancel": "operator",
  "get /v1/jobs/{id}/events": "viewer",
  "get /v1/jobs/{id}/timeline": "viewer",
  "get /v1/jobs/{id}/logs": "viewer",
  "get /v1/events": "viewer",
  "get /v1/job-types": "viewer",
  "get /v1/job-types/{name}": "viewer",
  "get /v1/api-keys": "admin",
  "post /v1/api-keys": "admin",
  "delete /v1/api-keys/{id}": "admin",
  "get /v1/session": "viewer",
  "post /v1/session": "anyone",
  "delete /v1/session": "anyone",
};

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ "x-role": z.string() }))),
});

/** Outside `/v1` nothing is anybody's secret. */
const publicPages = [
  "/openapi.json",
  "/docs",
  "/docs/problems",
  "/docs/viewer/swagger-ui.css",
  "/docs/viewer/swagger-ui-bundle.js",
];

describe("every route", () => {
  const app = createApp(testPorts(), { sessionSecret, docsDir: "/" });

  test("has the role that is written here, and there is no other route", async () => {
    const { paths } = documentSchema.parse(await (await app.request("/openapi.json")).json());
    const found = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { "x-role": role }]) => [`${method} ${path}`, role]),
    );
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test("is in the OpenAPI document, or is a page for everyone", () => {
    const documented = new Set(
      Object.keys(expected).map((route) => route.replaceAll(/\{(\w+)\}/g, ":$1")),
    );
    const others = app.routes
      .filter(
        ({ method, path }) =>
          method !== "ALL" && !documented.has(`${method.toLowerCase()} ${path}`),
      )
      .map(({ path }) => path);
    expect(others.toSorted()).toEqual(publicPages.toSorted());
  });
});

describe("every route by every role", () => {
  let tester: Awaited<ReturnType<typeof testApp>>;
  let bad: Record<string, string | undefined>;

  beforeAll(async () => {
    tester = await testApp();
    const { ports, keys } = tester;
    const make = (name: string, expiresAt?: string) =>
      createApiKey(ports, { name, role: "admin", ...(expiresAt && { expiresAt }) }, "test");
    const revoked = await make("revoked");
    await revokeApiKey(ports, revoked.id);
    const expired = await make("expired", "2026-03-01T12:00:01Z");
    ports.clock.advance(2000);
    bad = {
      "no key": undefined,
      "another scheme": "Basic YWRtaW46YWRtaW4=",
      "no key at all": "Bearer hello",
      "a wrong secret": `Bearer ${keys.get("admin")?.slice(0, -1)}${keys.get("admin")?.endsWith("A") ? "B" : "A"}`,
      "a revoked key": `Bearer ${revoked.apiKey}`,
      "an expired key": `Bearer ${expired.apiKey}`,
    };
  });

  /** A call that is refused for who calls before anything else, or else for what it asks. */
  const call = (route: string, authorization: string | undefined) => {
    const [method = "", path = ""] = route.split(" ");
    const address = path.replace("{id}", "nothing").replace("{name}", "nothing");
    return tester.request(address, {
      method: method.toUpperCase(),
      headers: authorization === undefined ? {} : { Authorization: authorization },
      ...(method === "post" && { json: { wrong: true } }),
    });
  };

  test.each(Object.entries(expected))("%s is for %s", async (route, access) => {
    for (const [what, authorization] of Object.entries(bad)) {
      const answer = await call(route, authorization);
      await answer.body?.cancel();
      // Signing in refuses what is no key on its own account.
      const isRefused = answer.status === 401 && route !== "post /v1/session";
      expect([what, isRefused]).toEqual([what, access !== "anyone"]);
      expect(answer.headers.has("WWW-Authenticate")).toBe(answer.status === 401);
    }
    for (const role of roles) {
      const answer = await call(route, `Bearer ${tester.keys.get(role)}`);
      await answer.body?.cancel();
      const isAllowed = access === "anyone" || roles.indexOf(role) >= roles.indexOf(access);
      expect([role, answer.status !== 403]).toEqual([role, isAllowed]);
      expect([200, 204, 400, 403, 404]).toContain(answer.status);
    }
  });

  test("the refusal says what is needed", async () => {
    const viewer = await tester.as("viewer")("/v1/jobs", { method: "POST", json: {} });
    expect((await problemIn(viewer)).detail).toMatch(/operator.*viewer/);
    const revoked = await call("get /v1/jobs", bad["a revoked key"]);
    expect((await problemIn(revoked)).detail).toMatch(/revoked/);
    const expired = await call("get /v1/jobs", bad["an expired key"]);
    expect((await problemIn(expired)).detail).toMatch(/expired/);
  });
});
