import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig } from "@playwright/test";

/** The browser that comes from npm, with the libraries it links to; `CHROME_PATH` names an installed one instead. */
async function bundledChromium(): Promise<string> {
  const {
    default: chromium,
    inflate,
    setupLambdaEnvironment,
  } = await import("@sparticuz/chromium");
  const libraries = new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"));
  await inflate(fileURLToPath(libraries));
  setupLambdaEnvironment(join(tmpdir(), "al2023", "lib"));
  return chromium.executablePath();
}

const executablePath = process.env["CHROME_PATH"] ?? (await bundledChromium());

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  timeout: 120_000,
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: process.env["CI"]
    ? [["list"], ["json", { outputFile: "test-results/browser.json" }]]
    : [["list"]],
  outputDir: "test-results/browser",
  use: {
    launchOptions: { executablePath, args: ["--no-sandbox", "--disable-gpu"] },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
