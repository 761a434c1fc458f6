import { testPorts } from "@longhaul/core/test/test-ports";
import { expect, test } from "@playwright/test";

import { type ApiServer, startApi } from "../packages/api/src/serve.ts";

let api: ApiServer;

test.beforeAll(async () => {
  api = await startApi({
    ports: testPorts(),
    port: 0,
    hostname: "127.0.0.1",
    sessionSecret: "a-secret-of-tests-with-32-characters",
  });
});

test.afterAll(() => api.close());

for (const colorScheme of ["light", "dark"] as const) {
  test(`the reference shows every operation in ${colorScheme}, and reaches nobody else`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ colorScheme });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => {
      if (!/^(data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) complaints.push(request.url());
    });

    await page.goto(`${api.url}/docs`);
    await page.getByText("Start a job", { exact: true }).click();
    await expect(page.getByText("JobRequest").first()).toBeVisible();
    // Whose keys may call it.
    await expect(page.getByRole("cell", { name: "x-role" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "operator" })).toBeVisible();

    const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(background).toBe(colorScheme === "light" ? "rgb(247, 248, 250)" : "rgb(11, 12, 15)");
    expect(complaints).toEqual([]);
    await page.close();
  });
}
