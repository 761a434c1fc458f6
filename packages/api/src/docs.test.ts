import { describe, expect, test } from "vitest";

import { problemKinds } from "./problem.ts";
import { scalarDir } from "./scalar-dir.ts";
import { testApp } from "./test/test-app.ts";

describe("the reference", () => {
  test("loads everything from this server, and its policy lets nothing else in", async () => {
    const { request } = await testApp({ docsDir: scalarDir() });
    const answer = await request("/docs");
    const page = await answer.text();
    const policy = answer.headers.get("Content-Security-Policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(page).toContain(`<script type="module" nonce="${nonce}">`);
    expect(page).not.toMatch(/https?:\/\//);
    const [, bundle = ""] = /from '([^']+)'/.exec(page) ?? [];
    const script = await request(bundle);
    expect(script.status).toBe(200);
    expect(script.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    const [, chunk = ""] = /from"\.\/(chunks\/[^"]+)"/.exec(await script.text()) ?? [];
    expect((await request(`/docs/scalar/${chunk}`)).status).toBe(200);
  });

  test("is signed anew each time", async () => {
    const { request } = await testApp({ docsDir: scalarDir() });
    const policy = async () => (await request("/docs")).headers.get("Content-Security-Policy");
    expect(await policy()).not.toBe(await policy());
  });

  test("explains every problem where its type points", async () => {
    const { request } = await testApp();
    const page = await (await request("/docs/problems")).text();
    for (const code of Object.keys(problemKinds)) expect(page).toContain(`id="${code}"`);
  });

  test("gives nothing beside its own files", async () => {
    const { request } = await testApp({ docsDir: scalarDir() });
    for (const path of ["/docs/scalar/..%2f..%2fpackage.json", "/docs/scalar/nothing.js"]) {
      expect((await request(path)).status).toBe(404);
    }
  });
});
