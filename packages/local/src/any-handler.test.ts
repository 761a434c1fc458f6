import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { Page } from "./test/page.ts";
import { Shell } from "./test/shell.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const patience = { timeout: 25_000, interval: 100 };
const root = join(import.meta.dirname, "../../..");
const page = new Page(join(root, "docs/any-handler.md"));

let dataDir: string;
let server: Shell;
let port: string;
beforeAll(async () => {
  dataDir = temporaryFolder();
  server = new Shell(root);
  const [start] = page.commands("Try it");
  const command = start?.script.trim().replace("4566", "0") ?? "";
  const endpoint = await server.until(`${command} --data-dir ${dataDir}`, /^http:.*/);
  port = new URL(endpoint).port;
});
afterAll(async () => {
  await server.close();
  removeFolder(dataDir);
});

const files = page.blocks.filter(({ title }) => title !== "");

test.each(files)("the page shows $title as it is", ({ title, text }) => {
  expect(readFileSync(join(root, title), "utf8")).toBe(text);
});

test("the page shows the example's files", () => {
  expect(files.length).toBeGreaterThan(5);
});

/** What a section needs of the machine beside Node, and how to see that it is there. */
const needs: Record<string, string> = {
  "AWS CLI": "aws lambda stop-durable-execution help",
  Python: "python3 -c 'import boto3; boto3.client(\"lambda\").stop_durable_execution'",
};

test.for(["AWS CLI", "JavaScript", "Python", "AWS's test runner", "Faults"])(
  "the commands under %s print what the page says",
  async (section, { skip }) => {
    const shell = new Shell(root);
    onTestFinished(() => shell.close());
    const [, settings] = page.commands("Try it");
    await shell.run(settings?.script.replace("4566", port) ?? "");
    const need = needs[section] ?? "true";
    const isThere = await shell.run(`${need} > /dev/null 2>&1 && echo there`);
    skip(isThere !== "there", `needs: ${need}`);
    const commands = page.commands(section);
    expect(commands.length).toBeGreaterThan(0);
    for (const { script, output } of commands) {
      const expected = output === undefined ? /^/ : pattern(output);
      // A reader takes a moment to get there; a test looks again.
      await expect.poll(() => shell.run(script), patience).toMatch(expected);
    }
  },
);

/** `…` stands for anything, and any white space for any other. */
function pattern(output: string): RegExp {
  const words = output.trim().split(/\s+/);
  const escaped = words.map((word) => word.replaceAll(/[^\w…]/g, "\\$&").replaceAll("…", "[^]+"));
  return new RegExp(`^${escaped.join("\\s+")}$`);
}
