import { spawn } from "node:child_process";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";

import { describe, expect, test, vi } from "vitest";

import { isAlive } from "../test/is-alive.ts";
import { testContext, testSettings } from "../test/test-context.ts";
import { definition } from "./definition.ts";
import { run } from "./run.ts";

const settings = testSettings({
  allowedCommands: ["*"],
  environment: { PATH: process.env["PATH"] ?? "" },
});

const runCommand = (input: object, context = testContext(), withSettings = settings) =>
  run(definition.input.parse(input), context, withSettings);

const shell = (
  script: string,
  context = testContext(),
  input: object = {},
  withSettings = settings,
) => runCommand({ command: "sh", args: ["-c", script], ...input }, context, withSettings);

describe("a program that ends well", () => {
  test("gets its arguments as they are, without a shell, and its output is the log", async () => {
    const context = testContext();
    await expect(
      runCommand({ command: "echo", args: ["$HOME; *", "b  c"] }, context),
    ).resolves.toEqual({
      exitCode: 0,
      durationMs: expect.any(Number),
    });
    expect(context.lines).toEqual(["$HOME; * b  c"]);
  });

  test("runs where and with the variables that it was told", async () => {
    const context = testContext();
    await shell('pwd; echo "$GREETING" >&2', context, {
      env: { GREETING: "hello" },
      workingDirectory: tmpdir(),
    });
    expect(context.lines.toSorted()).toEqual([realpathSync(tmpdir()), "hello"].toSorted());
  });

  test("reports progress by lines, which are not for the log", async () => {
    const context = testContext();
    await shell(
      "echo '::progress 1/3 files'; echo working; printf '::progress 3/3 files'",
      context,
    );
    expect(context.lines).toEqual(["working"]);
    expect(context.reports).toEqual([
      { done: 1, total: 3, unit: "files" },
      { done: 3, total: 3, unit: "files" },
    ]);
  });

  test("reports progress by a file while it runs", async () => {
    const reason = new Error("seen");
    const context = testContext({ onProgress: (_report, self) => self.abort(reason) });
    const running = shell('echo 2/4 > "$LONGHAUL_PROGRESS_FILE"; sleep 1000', context);
    await expect(running).rejects.toBe(reason);
    expect(context.reports[0]).toEqual({ done: 2, total: 4 });
  });

  test("leaves its result in a file", async () => {
    await expect(shell(`echo '{"rows": 3}' > "$LONGHAUL_RESULT_FILE"`)).resolves.toEqual({
      rows: 3,
    });
    await expect(shell('echo "rows: 3" > "$LONGHAUL_RESULT_FILE"')).rejects.toMatchObject({
      code: "result_not_json",
    });
  });

  test("hands its checkpoint to the next attempt", async () => {
    const script =
      'cat "$LONGHAUL_CHECKPOINT_FILE" 2>/dev/null; echo \'{"page": 7}\' > "$LONGHAUL_CHECKPOINT_FILE"';
    const first = testContext();
    await shell(script, first);
    expect(first.saved.at(-1)).toEqual({ page: 7 });
    const second = testContext({ checkpoint: first.saved.at(-1) });
    await shell(script, second);
    expect(second.lines).toEqual(['{"page":7}']);
  });
});

describe("a program that does not", () => {
  test("fails with its exit code and last lines", async () => {
    await expect(shell("echo one; echo two >&2; exit 3")).rejects.toMatchObject({
      code: "command_failed",
      message: expect.stringMatching(/"sh" exited with code 3\. Last lines:\n(one\ntwo|two\none)$/),
    });
  });

  test.each([
    [
      '{"code":"bad_row","message":"Row 7 has no id.","isRetryable":false}',
      { code: "bad_row", message: "Row 7 has no id.", isRetryable: false },
    ],
    ['{"isRetryable":false}', { code: "command_failed", message: /code 3/, isRetryable: false }],
    ['{"message":"Busy."}', { code: "command_failed", message: "Busy.", isRetryable: true }],
    ['{"message":', { code: "command_failed", message: /ERROR_FILE is not/, isRetryable: true }],
  ])("fails with what it wrote of its failure: %s", async (told, { message, ...error }) => {
    const failing = shell(`printf '%s' '${told}' > "$LONGHAUL_ERROR_FILE"; exit 3`);
    await expect(failing).rejects.toMatchObject({
      ...error,
      message: expect.stringMatching(message),
    });
  });

  test("one that ends well has not failed, whatever it wrote", async () => {
    await expect(shell(`echo '{"message":"no"}' > "$LONGHAUL_ERROR_FILE"`)).resolves.toMatchObject({
      exitCode: 0,
    });
  });

  test("fails by the signal that ended it", async () => {
    await expect(shell("kill -9 $$")).rejects.toThrow(
      '"sh" was ended by SIGKILL. It wrote nothing.',
    );
  });

  test("that is not there, or whose folder is not, says so", async () => {
    await expect(runCommand({ command: "no-such-program" })).rejects.toMatchObject({
      code: "command_not_found",
      message: expect.stringContaining('no program "no-such-program"'),
      isRetryable: false,
    });
    await expect(
      shell("pwd", testContext(), { workingDirectory: "/no/such" }),
    ).rejects.toMatchObject({
      code: "no_such_directory",
      isRetryable: false,
    });
  });

  test("that is not allowed is not started", async () => {
    const context = testContext();
    await expect(
      shell("echo started", context, {}, testSettings({ allowedCommands: ["echo"] })),
    ).rejects.toMatchObject({ code: "command_not_allowed", isRetryable: false });
    expect(context.lines).toEqual([]);
  });

  test("is stopped at its timeout, with all that it started", async () => {
    const context = testContext();
    await expect(
      shell("sleep 1000 & echo $!; wait", context, { timeoutSeconds: 0.2 }),
    ).rejects.toMatchObject({ code: "command_timed_out" });
    await expect.poll(() => isAlive(Number(context.lines[0]))).toBe(false);
  });
});

describe("told to stop", () => {
  const reason = new Error("told to stop");
  const stopWhenReady = () =>
    testContext({ onLine: (line, self) => line === "ready" && self.abort(reason) });

  test("the program hears SIGTERM, and its last checkpoint is kept", async () => {
    const context = stopWhenReady();
    const script = `trap 'echo "{\\"at\\": 5}" > "$LONGHAUL_CHECKPOINT_FILE"; exit 0' TERM; echo ready; while :; do sleep 0.05; done`;
    await expect(shell(script, context)).rejects.toBe(reason);
    expect(context.saved.at(-1)).toEqual({ at: 5 });
  });

  test("one that is deaf is killed after the grace, with all that it started", async () => {
    const context = stopWhenReady();
    const script = `trap '' TERM; sh -c "trap '' TERM; echo \\$\\$; echo ready; sleep 1000" & wait; sleep 1000`;
    await expect(shell(script, context, {}, { ...settings, stopGraceSeconds: 0.2 })).rejects.toBe(
      reason,
    );
    await expect.poll(() => isAlive(Number(context.lines[0]))).toBe(false);
  });

  test("one that left its result has finished all the same", async () => {
    const script = `trap 'echo 1 > "$LONGHAUL_RESULT_FILE"; exit 0' TERM; echo ready; while :; do sleep 0.05; done`;
    await expect(shell(script, stopWhenReady())).resolves.toBe(1);
  });
});

test("a program ends when its worker is killed", async () => {
  const script = `
    const { startProcess } = await import(process.argv[1]);
    const started = startProcess("sh", ["-c", "trap '' TERM; echo $$; sleep 1000 & wait"], { env: process.env });
    started.stdout.pipe(process.stdout);
  `;
  const worker = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    script,
    new URL("start-process.ts", import.meta.url).href,
  ]);
  const [chunk]: unknown[] = await once(worker.stdout, "data");
  const pid = Number(String(chunk));
  expect(isAlive(pid)).toBe(true);
  worker.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
});
