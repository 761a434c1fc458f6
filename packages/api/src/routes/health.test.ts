import { describe, expect, test, vi } from "vitest";

import { testApp } from "../test/test-app.ts";

describe("GET /health", () => {
  test("is ok when the table answers, for anyone who asks", async () => {
    const { request } = await testApp();
    const answer = await request("/health");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: "ok",
      checks: [{ name: "table", status: "ok" }],
    });
  });

  test("is degraded when the table fails, and tells no stranger why", async () => {
    const { ports, request } = await testApp();
    ports.jobs.failure = new Error("table longhaul-jobs of account 1234");
    const answer = await request("/health");
    const body = await answer.text();
    expect(answer.status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ status: "degraded", checks: [{ status: "failed" }] });
    expect(body).not.toContain("1234");
  });

  test("does not wait for a table that does not answer", async () => {
    vi.useFakeTimers();
    try {
      const { ports, request } = await testApp();
      ports.jobs.isSilent = true;
      const asked = request("/health");
      await vi.advanceTimersByTimeAsync(2000);
      expect((await asked).status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
});
