import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { problemIn } from "./test/answers.ts";
import { testApp } from "./test/test-app.ts";

describe("the dashboard", () => {
  let folder: string;
  let webDir: string;
  let request: Awaited<ReturnType<typeof testApp>>["request"];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "longhaul-web-"));
    webDir = join(folder, "dist");
    await mkdir(join(webDir, "assets"), { recursive: true });
    await writeFile(join(webDir, "index.html"), "<title>Longhaul</title>");
    await writeFile(join(webDir, "favicon.svg"), "<svg/>");
    await writeFile(join(webDir, "assets/index-abc123.js"), "run();");
    await writeFile(join(folder, "secret.txt"), "kept back");
    ({ request } = await testApp({ webDir }));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(["/", "/jobs/job_1", "/sign-in", "/start?type=simulate", "/v1x", "/index.html"])(
    "answers its page at %s, always fresh",
    async (path) => {
      const answer = await request(path);
      expect([answer.status, await answer.text()]).toEqual([200, "<title>Longhaul</title>"]);
      expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
      expect(answer.headers.get("Cache-Control")).toBe("no-cache");
    },
  );

  test("runs no script but its own, and no string as one", async () => {
    const policy = (await request("/")).headers.get("Content-Security-Policy");
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).toMatch(/frame-ancestors 'none'; require-trusted-types-for 'script'$/);
    expect((await request("/")).headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("has hashed files that are kept for ever, and others that are not", async () => {
    const script = await request("/assets/index-abc123.js");
    expect(await script.text()).toBe("run();");
    expect(script.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect(script.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect((await request("/favicon.svg")).headers.get("Cache-Control")).toBe("no-cache");
  });

  test("never answers its page for a file or an API address that there is not", async () => {
    for (const path of ["/assets/index-gone.js", "/v1/nothing", "/health/x", "/docs/x"]) {
      const answer = await request(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect((await problemIn(answer)).code).toBe("not_found");
    }
  });

  test.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/..%2f..%2f..%2fsecret.txt",
  ])("gives no file outside its folder (%s)", async (path) => {
    expect(await (await request(path)).text()).not.toContain("kept back");
  });

  test("answers HEAD, and nothing that changes something", async () => {
    const head = await request("/", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await request("/", { method: "POST" })).status).toBe(404);
  });

  test("says what to do while it is not built", async () => {
    const tester = await testApp({ webDir: join(folder, "nothing") });
    const answer = await tester.request("/");
    expect(answer.status).toBe(503);
    expect((await problemIn(answer)).detail).toMatch(/npm run build -w packages\/web/);
  });
});
