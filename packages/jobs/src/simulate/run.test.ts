import { spawn } from "node:child_process";
import { once } from "node:events";

import { describe, expect, test } from "vitest";

import { testContext, testSettings } from "../test/test-context.ts";
import { definition } from "./definition.ts";
import { run } from "./run.ts";

const simulate = (input: object, context = testContext()) =>
  run(definition.input.parse({ message: "hi", ...input }), context, testSettings());

test("gives AWS's sample result, after progress to the end", async () => {
  const context = testContext();
  const result = await simulate({ processingTime: 0.03 }, context);
  expect(definition.result.parse(result)).toMatchObject({
    status: "success",
    message: "Processed: hi",
    processingTime: 0.03,
  });
  expect(context.reports[0]).toMatchObject({ total: 0.03, unit: "s", phase: "Preparing" });
  expect(context.reports.at(-1)).toMatchObject({ done: 0.03, phase: "Finishing" });
});

test("no time at all is fine", async () => {
  await expect(simulate({ processingTime: 0 })).resolves.toMatchObject({ status: "success" });
});

describe("told to stop", () => {
  test("it saves how much it worked and ends with the reason", async () => {
    const reason = new Error("told to stop");
    const context = testContext({ onProgress: (_, self) => self.abort(reason) });
    await expect(simulate({ processingTime: 1000 }, context)).rejects.toBe(reason);
    expect(context.saved).toEqual([{ workedSeconds: expect.any(Number) }]);
  });

  test("the next attempt does only what is left", async () => {
    const context = testContext({ checkpoint: { workedSeconds: 999.99 }, attempt: 2 });
    await expect(simulate({ processingTime: 1000 }, context)).resolves.toMatchObject({
      processingTime: 1000,
    });
    expect(context.lines[0]).toContain("1000.0 s");
  });

  test("with ignoreSigterm it goes on to its end", async () => {
    const context = testContext({ onProgress: (_, self) => self.abort(new Error("stop")) });
    await expect(
      simulate({ processingTime: 0.02, ignoreSigterm: true }, context),
    ).resolves.toMatchObject({ status: "success" });
  });
});

describe("failing", () => {
  test("it throws at the percentage asked for, with the message asked for", async () => {
    const context = testContext({ checkpoint: { workedSeconds: 60 } });
    await expect(
      simulate({ processingTime: 100, failAt: 50, failWith: "Disk full" }, context),
    ).rejects.toMatchObject({ code: "simulated_failure", message: "Disk full" });
  });

  test("a retry may mend it unless it fails for good", async () => {
    const input = { processingTime: 0, failAt: 100 };
    await expect(simulate(input)).rejects.toMatchObject({ isRetryable: true });
    const forGood = simulate({ ...input, failForGood: true });
    await expect(forGood).rejects.toMatchObject({ isRetryable: false });
  });

  test("only the first attempts fail when so asked", async () => {
    const input = { processingTime: 0, failAt: 100, failAttempts: 1 };
    await expect(simulate(input, testContext({ attempt: 1 }))).rejects.toThrow("100 %");
    await expect(simulate(input, testContext({ attempt: 2 }))).resolves.toBeDefined();
  });

  test("a crash is the end of the process, without a word", async () => {
    const { code, stdout } = await inProcess({ processingTime: 0, crashAt: 0 });
    expect(code).toBe(70);
    expect(stdout).toBe("");
  });

  test("memory is really taken", async () => {
    const { stdout } = await inProcess({ processingTime: 0, memoryMb: 200 });
    expect(Number(stdout)).toBeGreaterThan(200);
  });

  test("a hang is deaf to SIGTERM", async () => {
    const child = start({ processingTime: 0, hangAt: 0 });
    await once(child.stderr, "data");
    child.kill("SIGTERM");
    child.kill("SIGUSR2");
    child.kill("SIGKILL");
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");
  });
});

test("log lines come at the rate asked for", async () => {
  const context = testContext();
  await simulate({ processingTime: 0.05, logLinesPerSecond: 100 }, context);
  expect(context.lines.length).toBeGreaterThanOrEqual(5);
  expect(context.lines[1]).toBe("Simulated line 2");
});

const script = `
  process.on("SIGTERM", () => process.exit(1));
  process.on("SIGUSR2", () => process.exit(2));
  const { run } = await import(process.argv[1]);
  console.error("ready");
  await run(JSON.parse(process.argv[2]), { attempt: 1, signal: new AbortController().signal, progress() {}, log() {}, async saveCheckpoint() {} });
  process.stdout.write(String(process.memoryUsage().rss / 1024 / 1024));
`;

const start = (input: object) =>
  spawn(process.execPath, [
    "--input-type=module",
    "-e",
    script,
    new URL("run.ts", import.meta.url).href,
    JSON.stringify({ message: "hi", ...input }),
  ]);

async function inProcess(input: object): Promise<{ code: unknown; stdout: string }> {
  const child = start(input);
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  const [code]: unknown[] = await once(child, "close");
  return { code, stdout };
}
