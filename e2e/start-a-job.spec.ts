import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

import { type LonghaulProcess, startLonghaulProcess } from "./longhaul-process.ts";
import { rest } from "./rest.ts";

let dataDir: string;
let longhaul: LonghaulProcess;

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "longhaul-browser-"));
  longhaul = await startLonghaulProcess(dataDir);
});

test.afterAll(async () => {
  await longhaul.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** What the pages throw, and what the strict content policy had to stop. */
let complaints: string[];

test.beforeEach(({ page }) => {
  complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) {
      complaints.push(message.text());
    }
  });
});

test.afterEach(() => expect(complaints).toEqual([]));

/** Signs in by the link that `npm start` prints. */
async function signIn(page: Page): Promise<void> {
  const { dashboard, apiKey } = longhaul.endpoints;
  await page.goto(`${dashboard}/sign-in#key=${apiKey}`);
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  expect(page.url()).not.toContain("lh_");
}

test("a job started in the form is watched live to its end", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: "Start job" }).first().click();
  await page.getByRole("radio", { name: /Simulate/ }).check();
  await page.getByRole("textbox", { name: "Message" }).fill("from the browser");
  await page.getByRole("spinbutton", { name: "Processing time" }).fill("6");
  await page.getByRole("button", { name: "Start job" }).click();

  await expect(page).toHaveURL(/\/jobs\/job_/);
  const main = page.getByRole("main");
  await expect(main.getByText("Running").first()).toBeVisible({ timeout: 30_000 });
  // It moves by itself: nobody reloads.
  const bar = main.getByRole("progressbar").first();
  await expect
    .poll(async () => Number(await bar.getAttribute("aria-valuenow")))
    .toBeGreaterThan(30);
  await expect(main.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });
  await expect(main.getByText("Processed: from the browser")).toBeVisible();
});

test("the list shows a job that another program started, without a reload", async ({ page }) => {
  await signIn(page);
  const job = await rest(longhaul).submit({
    type: "simulate",
    name: "From elsewhere",
    input: { message: "hi", processingTime: 2 },
  });
  const row = page.getByRole("row", { name: /From elsewhere/ });
  await expect(row).toBeVisible({ timeout: 15_000 });
  await rest(longhaul).ended(job.id);
  await expect(row.getByText("Succeeded")).toBeVisible({ timeout: 15_000 });
});

test("a failed job says what happened, why, and what to do", async ({ page }) => {
  const job = await rest(longhaul).submit({
    type: "simulate",
    input: { message: "hi", processingTime: 1, failAt: 50, failWith: "the disk is full" },
    retry: { maxAttempts: 1 },
  });
  await rest(longhaul).ended(job.id);
  await signIn(page);
  await page.goto(`${longhaul.endpoints.dashboard}/jobs/${job.id}`);
  const main = page.getByRole("main");
  await expect(main.getByText("Failed").first()).toBeVisible();
  await expect(main.getByText(/the disk is full/).first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`list, start form and job page have no accessibility violations, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await signIn(page);
    const { items } = await rest(longhaul).list();
    for (const path of ["/", "/start?type=simulate", `/jobs/${items[0]?.id}`]) {
      await page.goto(`${longhaul.endpoints.dashboard}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}
