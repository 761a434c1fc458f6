import { stat } from "node:fs/promises";

import type { JobContext } from "@longhaul/core/job-type/job-context";
import type { z } from "zod";

import { JobFailure } from "../job-failure.ts";
import type { Run } from "../job-run.ts";
import type { WorkerSettings } from "../worker-settings.ts";
import { assertAllowed } from "./assert-allowed.ts";
import { type CommandEnd, commandFailure } from "./command-failure.ts";
import type { definition } from "./definition.ts";
import { createExchangeFolder, type ExchangeFolder } from "./exchange-folder.ts";
import { progressOfFile, progressOfLine } from "./read-progress.ts";
import { splitLines } from "./split-lines.ts";
import { startProcess } from "./start-process.ts";

type Input = z.output<typeof definition.input>;

const tailLines = 10;

export const run: Run<typeof definition> = async (input, context, settings) => {
  assertAllowed(input, settings.allowedCommands);
  await assertDirectory(input.workingDirectory);
  const exchange = await createExchangeFolder(context.checkpoint);
  const watching = exchange.watch(async (file) => {
    if (file === "progress") await takeProgress(exchange, context);
    if (file === "checkpoint") await takeCheckpoint(exchange, context);
  });
  const { signal } = context;
  try {
    const startedAt = performance.now();
    const end = await runToEnd(input, exchange, context, settings);
    const durationMs = Math.round(performance.now() - startedAt);
    await watching.close();
    await takeProgress(exchange, context);
    await takeCheckpoint(exchange, context);
    const result = await exchange.read("result");
    // Told to stop, many programs exit with 0; only one that left its result has certainly finished.
    if (signal.aborted && (end.exitCode !== 0 || result === undefined)) throw signal.reason;
    const failure = commandFailure(input, end, await exchange.read("error"));
    if (failure !== undefined) throw failure;
    return result === undefined ? { exitCode: end.exitCode, durationMs } : parseResult(result);
  } finally {
    await watching.close();
    await exchange.remove();
  }
};

async function runToEnd(
  input: Input,
  exchange: ExchangeFolder,
  context: JobContext,
  settings: WorkerSettings,
): Promise<CommandEnd> {
  const { signal } = context;
  signal.throwIfAborted();
  const started = startProcess(input.command, input.args, {
    ...(input.workingDirectory !== undefined && { cwd: input.workingDirectory }),
    env: { ...settings.environment, ...input.env, ...exchange.environment },
  });
  const graceMs = settings.stopGraceSeconds * 1000;
  const stop = () => started.stop(graceMs);
  signal.addEventListener("abort", stop, { once: true });
  let timedOut = false;
  const timer = timeout(input.timeoutSeconds, () => {
    timedOut = true;
    stop();
  });
  const lastLines: string[] = [];
  const take = (line: string) => {
    const report = progressOfLine(line);
    if (report !== undefined) return context.progress(report);
    context.log(line);
    lastLines.push(line.slice(0, 500));
    if (lastLines.length > tailLines) lastLines.shift();
  };
  try {
    const [end] = await Promise.all([
      started.ended,
      splitLines(started.stdout, take),
      splitLines(started.stderr, take),
    ]);
    return { ...end, timedOut, lastLines };
  } catch (error) {
    throw notStarted(input.command, error);
  } finally {
    timer.clear();
    signal.removeEventListener("abort", stop);
  }
}

function parseResult(text: string): unknown {
  const parsed = parseJson(text);
  if (parsed !== undefined) return parsed.value;
  throw new JobFailure(
    "result_not_json",
    "The program ended well, but what it wrote to LONGHAUL_RESULT_FILE is not JSON.",
    { isRetryable: false },
  );
}

async function takeProgress(exchange: ExchangeFolder, context: JobContext): Promise<void> {
  const report = progressOfFile((await exchange.read("progress")) ?? "");
  if (report !== undefined) context.progress(report);
}

/** JSON that does not parse is being written; the write's end calls again. */
async function takeCheckpoint(exchange: ExchangeFolder, context: JobContext): Promise<void> {
  const parsed = parseJson((await exchange.read("checkpoint")) ?? "");
  if (parsed === undefined) return;
  await context.saveCheckpoint(parsed.value).catch((error: unknown) => {
    // The program cannot be told; its work goes on from the checkpoint before.
    context.log(
      `The checkpoint was not saved: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

async function assertDirectory(directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  const facts = await stat(directory).catch(() => undefined);
  if (facts?.isDirectory()) return;
  throw new JobFailure(
    "no_such_directory",
    `The working directory ${directory} is not a folder of the container.`,
    { isRetryable: false },
  );
}

function notStarted(command: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") {
    return new JobFailure(
      "command_not_found",
      `There is no program "${command}" in the worker's image; install it there, or give its full path.`,
      { isRetryable: false },
    );
  }
  if (code === "EACCES") {
    const message = `"${command}" is not a program that may be run.`;
    return new JobFailure("command_not_found", message, { isRetryable: false });
  }
  return error;
}

function timeout(seconds: number | undefined, then: () => void): { clear(): void } {
  if (seconds === undefined) return { clear: () => undefined };
  const endsAt = performance.now() + seconds * 1000;
  // One timer holds at most 24.8 days.
  const arm = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        if (performance.now() >= endsAt) then();
        else timer = arm();
      },
      Math.min(2 ** 31 - 1, Math.max(0, endsAt - performance.now())),
    );
  let timer = arm();
  return { clear: () => clearTimeout(timer) };
}
