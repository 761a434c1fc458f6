import { describe, expect, test } from "vitest";

import { problemIn } from "./test/answers.ts";
import { testApp } from "./test/test-app.ts";

const post = (body: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  body,
  headers: { "Content-Type": "application/json", ...headers },
});

async function raw(path: string, init: RequestInit, options = {}) {
  const { app, keys } = await testApp(options);
  const headers = {
    Authorization: `Bearer ${keys.get("admin")}`,
    ...Object.fromEntries(new Headers(init.headers)),
  };
  return app.request(path, { ...init, headers });
}

describe("a body", () => {
  test("that is no JSON is refused with where it is wrong", async () => {
    const answer = await raw("/v1/jobs", post('{"type": "echo", }'));
    const problem = await problemIn(answer);
    expect([answer.status, problem.code]).toEqual([400, "invalid_input"]);
    expect(problem.detail).toMatch(/line 1 column 18/);
  });

  test.each(["", " "])("that is empty (%j) is refused where one is needed", async (body) => {
    const answer = await raw("/v1/jobs", post(body));
    expect(answer.status).toBe(400);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])(
    "of type %s is refused with the type that is right",
    async (type) => {
      const answer = await raw("/v1/jobs", post("{}", { "Content-Type": type }));
      expect(answer.status).toBe(415);
      expect((await problemIn(answer)).detail).toMatch(/application\/json/);
    },
  );

  test("without a type is refused", async () => {
    const body = new TextEncoder().encode("{}");
    const answer = await raw("/v1/jobs", { method: "POST", body });
    expect(answer.status).toBe(415);
  });

  test.each(["application/json; charset=utf-8", "application/vnd.api+json"])(
    "of type %s is JSON",
    async (type) => {
      const body = JSON.stringify({ type: "echo", input: { text: "hello" } });
      expect((await raw("/v1/jobs", post(body, { "Content-Type": type }))).status).toBe(202);
    },
  );

  test.each([
    ['{ "type": "echo", "name": "cut \\ud83d" }', "/name"],
    ['{ "type": "echo", "input": { "a/b": ["x", "\\ude00"] } }', "/input/a~1b/1"],
    ['{ "type": "echo", "input": { "\\ud83d": 1 } }', "/input"],
  ])("with half a character is refused, with where: %s", async (body, pointer) => {
    const answer = await raw("/v1/jobs", post(body));
    const problem = await problemIn(answer);
    expect([answer.status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  test("with characters of any kind, spelled out or not, is taken", async () => {
    const body = '{ "type": "echo", "name": "\\ud83d\\ude00 😀", "input": { "text": "é日" } }';
    expect((await raw("/v1/jobs", post(body))).status).toBe(202);
  });

  test("over 1 MB is refused, whether it says its length or not", async () => {
    const large = JSON.stringify({ type: "x".repeat(1024 * 1024) });
    const said = await raw("/v1/jobs", post(large, { "Content-Length": String(large.length) }));
    const unsaid = await raw("/v1/jobs", post(large));
    for (const answer of [said, unsaid]) {
      expect(answer.status).toBe(413);
      expect((await problemIn(answer)).code).toBe("payload_too_large");
    }
  });
});

describe("an address", () => {
  test.each(["/v1/nothing", "/v1", "/nothing", "/v1/jobs/a/b/c"])(
    "%s that there is not answers 404 as a problem",
    async (path) => {
      const answer = await raw(path, {});
      expect(answer.status).toBe(404);
      expect(await problemIn(answer)).toMatchObject({ code: "not_found", instance: path });
    },
  );

  test("with another method answers 405 with those that it has", async () => {
    const answer = await raw("/v1/jobs/x", { method: "PATCH" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
    expect((await problemIn(answer)).code).toBe("method_not_allowed");
    expect((await raw("/v1/jobs", { method: "PUT" })).headers.get("Allow")).toBe("POST, GET, HEAD");
  });

  test("answers OPTIONS with its methods, and HEAD like GET without a body", async () => {
    const options = await raw("/v1/jobs", { method: "OPTIONS" });
    expect([options.status, options.headers.get("Allow")]).toEqual([204, "POST, GET, HEAD"]);
    expect(options.headers.get("Access-Control-Allow-Origin")).toBeNull();
    const head = await raw("/v1/jobs", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

describe("every answer", () => {
  test("has a request id: the caller's if it is a sane one", async () => {
    const id = async (given: string) =>
      (await raw("/v1/jobs", { headers: { "X-Request-Id": given } })).headers.get("X-Request-Id");
    expect(await id("abc-123")).toBe("abc-123");
    expect(await id("a b")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await id("x".repeat(300))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("has headers that keep browsers from guessing, framing and keeping it", async () => {
    for (const path of ["/v1/jobs", "/v1/nothing", "/health", "/openapi.json"]) {
      const { headers } = await raw(path, {});
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Content-Security-Policy")).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
      expect(headers.get("Cache-Control")).toBe("no-store");
    }
  });

  test("to another host name is a refusal, when the names are known", async () => {
    const options = { allowedHosts: ["127.0.0.1", "localhost"] };
    expect((await raw("http://localhost:3000/health", {}, options)).status).toBe(200);
    const answer = await raw("http://rebound.example:3000/health", {}, options);
    expect(answer.status).toBe(403);
    expect((await problemIn(answer)).detail).toMatch(/rebound\.example/);
  });
});

describe("an error", () => {
  test("that nobody foresaw answers 500 and nothing of its inside", async () => {
    const { as, ports } = await testApp();
    ports.jobs.failure = new Error("secret table name");
    const answer = await as("viewer")("/v1/jobs");
    const body = await answer.text();
    expect(answer.status).toBe(500);
    expect(body).toContain('"internal_error"');
    expect(body).not.toContain("secret");
  });

  test("of an AWS service that throttles answers 503 with when to come again", async () => {
    const { as, ports } = await testApp();
    ports.jobs.failure = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    const answer = await as("viewer")("/v1/jobs");
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "1"]);
    expect((await problemIn(answer)).code).toBe("unavailable");
  });
});
