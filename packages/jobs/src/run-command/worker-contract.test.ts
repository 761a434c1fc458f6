import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { type TestContext, testContext, testSettings } from "../test/test-context.ts";
import { definition } from "./definition.ts";
import { run } from "./run.ts";

const page = readFileSync(new URL("../../../../docs/worker-contract.md", import.meta.url), "utf8");
const [, example = ""] = /```python\n(.*?)```/s.exec(page) ?? [];

const hasPython = spawnSync("python3", ["--version"]).status === 0;

const runExample = (context: TestContext) =>
  run(
    definition.input.parse({ command: "python3", args: ["-c", example, "60"] }),
    context,
    testSettings({
      allowedCommands: ["python3"],
      environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
    }),
  );

test.skipIf(!hasPython)(
  "the page's Python example reports, is stopped, resumes and returns",
  async () => {
    const reason = new Error("told to stop");
    const stopped = testContext({
      onProgress: ({ done }, self) => done !== undefined && done >= 5 && self.abort(reason),
    });
    await expect(runExample(stopped)).rejects.toBe(reason);
    expect(stopped.reports[0]).toEqual({ done: 1, total: 60, unit: "pages" });

    const [checkpoint] = stopped.saved.slice(-1);
    const resumed = testContext({ checkpoint, attempt: 2 });
    await expect(runExample(resumed)).resolves.toEqual({ pages: 60 });
    expect(resumed.lines[0]).toMatch(/^starting at page [1-9]/);
    expect(resumed.reports.at(-1)).toEqual({ done: 60, total: 60, unit: "pages" });
  },
);
