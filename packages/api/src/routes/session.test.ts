import { revokeApiKey } from "@longhaul/core/api-key/revoke-api-key";
import { describe, expect, test } from "vitest";

import { problemIn } from "../test/answers.ts";
import { testApp } from "../test/test-app.ts";

type Tester = Awaited<ReturnType<typeof testApp>>;

const signIn = ({ request, keys }: Tester, origin = "http://localhost") =>
  request(`${origin}/v1/session`, {
    method: "POST",
    json: { apiKey: keys.get("operator") },
    headers: { Origin: origin },
  });

const cookieOf = (answer: Response): string =>
  answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";

describe("a session", () => {
  test("is a cookie that scripts cannot read, and holds no key", async () => {
    const tester = await testApp();
    const answer = await signIn(tester);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ name: "operator", role: "operator" });
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/^longhaul_session=.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Secure/);
    expect(cookie).not.toContain(tester.keys.get("operator")?.split("_").slice(2).join("_"));
  });

  test("is for https alone where it began on https", async () => {
    const answer = await signIn(await testApp(), "https://longhaul.example");
    expect(answer.headers.get("Set-Cookie")).toMatch(/Secure/);
  });

  test("opens what its key opens", async () => {
    const tester = await testApp();
    const Cookie = cookieOf(await signIn(tester));
    const who = await tester.request("/v1/session", { headers: { Cookie } });
    expect(await who.json()).toMatchObject({ role: "operator" });
    expect((await tester.request("/v1/api-keys", { headers: { Cookie } })).status).toBe(403);
  });

  test("dies with its key, and after a week", async () => {
    const tester = await testApp();
    const Cookie = cookieOf(await signIn(tester));
    const get = () => tester.request("/v1/jobs", { headers: { Cookie } });
    expect((await get()).status).toBe(200);
    tester.ports.clock.advance(7 * 24 * 3600 * 1000 + 1000);
    expect((await get()).status).toBe(401);

    const fresh = cookieOf(await signIn(tester));
    const keyId = tester.keys.get("operator")?.split("_")[1] ?? "";
    await revokeApiKey(tester.ports, keyId);
    const answer = await tester.request("/v1/jobs", { headers: { Cookie: fresh } });
    expect(answer.status).toBe(401);
    expect((await problemIn(answer)).detail).toMatch(/revoked/);
  });

  test("cannot be made up, changed, or brought from another deployment", async () => {
    const tester = await testApp();
    const cookie = cookieOf(await signIn(tester));
    const other = await testApp({ sessionSecret: "another-secret-of-tests-32-characters" });
    const adminId = tester.keys.get("admin")?.split("_")[1] ?? "";
    const operatorId = tester.keys.get("operator")?.split("_")[1] ?? "";
    for (const [app, Cookie] of [
      [tester, cookie.replace(operatorId, adminId)],
      [tester, `longhaul_session=${adminId}.9999999999`],
      [tester, "longhaul_session="],
      [other, cookie],
    ] as const) {
      expect((await app.request("/v1/jobs", { headers: { Cookie } })).status).toBe(401);
    }
  });

  test("ends when the browser signs out", async () => {
    const tester = await testApp();
    const Cookie = cookieOf(await signIn(tester));
    const headers = { Cookie, Origin: "http://localhost" };
    const answer = await tester.request("/v1/session", { method: "DELETE", headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Set-Cookie")).toMatch(/longhaul_session=;.*Max-Age=0/);
  });

  test("does not begin with a wrong key", async () => {
    const { request } = await testApp();
    for (const [apiKey, status] of [
      ["lh_nope", 401],
      ["", 401],
      [7, 400],
    ] as const) {
      const answer = await request("/v1/session", { method: "POST", json: { apiKey } });
      expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([status, null]);
    }
  });
});

describe("a request that changes something with a session", () => {
  const cancel = async (tester: Tester, headers: Record<string, string>) =>
    tester.request("/v1/jobs/job_nothing/cancel", { method: "POST", json: {}, headers });

  test("must come from a page of the same origin", async () => {
    const tester = await testApp();
    const Cookie = cookieOf(await signIn(tester));
    expect((await cancel(tester, { Cookie, Origin: "http://localhost" })).status).toBe(404);
    for (const Origin of ["http://evil.example", "http://localhost:81", "null"]) {
      const answer = await cancel(tester, { Cookie, Origin });
      expect([Origin, answer.status]).toEqual([Origin, 403]);
    }
    expect((await cancel(tester, { Cookie })).status).toBe(403);
  });

  test("may come from an origin that the operator named", async () => {
    const tester = await testApp({ origins: ["https://dash.example"] });
    const Cookie = cookieOf(await signIn(tester));
    expect((await cancel(tester, { Cookie, Origin: "https://dash.example" })).status).toBe(404);
  });

  test("another site cannot sign a browser in", async () => {
    const { request, keys } = await testApp();
    const answer = await request("/v1/session", {
      method: "POST",
      json: { apiKey: keys.get("viewer") },
      headers: { Origin: "http://evil.example" },
    });
    expect(answer.status).toBe(403);
  });
});
