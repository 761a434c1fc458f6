import { apiKeySchema } from "@longhaul/core/api-key/api-key";
import { newApiKeySchema } from "@longhaul/core/api-key/create-api-key";
import { describe, expect, test } from "vitest";
import { z } from "zod";

import { problemIn } from "../test/answers.ts";
import { testApp } from "../test/test-app.ts";

const create = async ({ as }: Awaited<ReturnType<typeof testApp>>, json: unknown) =>
  as("admin")("/v1/api-keys", { method: "POST", json });

describe("API keys", () => {
  test("are made, shown once, and open what their role opens", async () => {
    const tester = await testApp();
    const answer = await create(tester, { name: "CI", role: "viewer" });
    expect(answer.status).toBe(201);
    const { apiKey, ...key } = newApiKeySchema.parse(await answer.json());
    expect(key).toMatchObject({
      name: "CI",
      role: "viewer",
      createdBy: expect.stringMatching(/^admin \(/),
    });
    const headers = { Authorization: `Bearer ${apiKey}` };
    expect((await tester.request("/v1/jobs", { headers })).status).toBe(200);
    expect((await tester.request("/v1/jobs", { method: "POST", json: {}, headers })).status).toBe(
      403,
    );

    const list = await (await tester.as("admin")("/v1/api-keys")).text();
    const { items } = z.object({ items: z.array(apiKeySchema) }).parse(JSON.parse(list));
    expect(items.map(({ name }) => name)).toContain("CI");
    expect(list).not.toContain(apiKey.split("_").slice(2).join("_"));
    expect(list).not.toMatch(/hash/i);
  });

  test("open nothing from the moment they are revoked; revoking is repeatable", async () => {
    const tester = await testApp();
    const { id, apiKey } = newApiKeySchema.parse(
      await (await create(tester, { name: "CI", role: "admin" })).json(),
    );
    const revoke = () => tester.as("admin")(`/v1/api-keys/${id}`, { method: "DELETE" });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
    const headers = { Authorization: `Bearer ${apiKey}` };
    expect((await tester.request("/v1/jobs", { headers })).status).toBe(401);
  });

  test.each([
    [{ name: "CI", role: "root" }, "/role"],
    [{ name: "", role: "viewer" }, "/name"],
    [{ name: "CI", role: "viewer", expiresAt: "tomorrow" }, "/expiresAt"],
    [{ name: "CI", role: "viewer", expiresAt: "2020-01-01T00:00:00Z" }, "/expiresAt"],
  ])("are refused with where it is wrong: %j", async (json, pointer) => {
    const answer = await create(await testApp(), json);
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).errors).toMatchObject([{ pointer }]);
  });

  test("that there are not answer 404", async () => {
    const { as } = await testApp();
    const answer = await as("admin")("/v1/api-keys/nothing", { method: "DELETE" });
    expect([answer.status, (await problemIn(answer)).code]).toEqual([404, "api_key_not_found"]);
  });
});
