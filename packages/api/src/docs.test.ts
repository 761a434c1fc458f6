import { describe, expect, test } from "vitest";

import { docsDir } from "./docs-dir.ts";
import { problemKinds } from "./problem.ts";
import { testApp } from "./test/test-app.ts";

describe("the reference", () => {
  test("loads everything from this server, and its policy lets nothing else in", async () => {
    const { request } = await testApp({ docsDir: docsDir() });
    const answer = await request("/docs");
    const page = await answer.text();
    expect(page).not.toMatch(/https?:\/\//);
    const policy = answer.headers.get("Content-Security-Policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(page).toContain(`<script nonce="${nonce}">`);
    expect(policy).not.toMatch(/https?:|\*/);

    const loaded = [...page.matchAll(/(?:src|url)(?:=|\()"([^"]+)"/g)].map(([, path = ""]) => path);
    const types = loaded.map(async (path) => {
      const { status, headers } = await request(path);
      return [path, status, headers.get("Content-Type")?.split(";")[0]];
    });
    expect(await Promise.all(types)).toEqual([
      ["/docs/viewer/swagger-ui.css", 200, "text/css"],
      ["/docs/viewer/swagger-ui-bundle.js", 200, "text/javascript"],
    ]);
  });

  test("is signed anew each time", async () => {
    const { request } = await testApp({ docsDir: docsDir() });
    const policy = async () => (await request("/docs")).headers.get("Content-Security-Policy");
    expect(await policy()).not.toBe(await policy());
  });

  test("explains every problem where its type points", async () => {
    const { request } = await testApp();
    const page = await (await request("/docs/problems")).text();
    for (const code of Object.keys(problemKinds)) expect(page).toContain(`id="${code}"`);
  });

  test("is there where another serves its scripts, which are then no business of this process", async () => {
    const { request } = await testApp();
    const answer = await request("/docs");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('src="/docs/viewer/swagger-ui-bundle.js"');
    expect((await request("/docs/viewer/swagger-ui-bundle.js")).status).toBe(404);
  });

  test("gives nothing beside its own files", async () => {
    const { request } = await testApp({ docsDir: docsDir() });
    for (const path of ["/docs/viewer/..%2fpackage.json", "/docs/viewer/index.html"]) {
      expect((await request(path)).status).toBe(404);
    }
  });
});
