import { z } from "zod";

import { JobFailure } from "../job-failure.ts";
import type { ProcessEnd } from "./start-process.ts";

export interface CommandEnd extends ProcessEnd {
  timedOut: boolean;
  lastLines: string[];
}

/** What a program may say of its own failure. */
const toldSchema = z.object({
  message: z.string().min(1).optional(),
  code: z.string().min(1).optional(),
  isRetryable: z.boolean().optional(),
});

/**
 * Why a program's run is a failure; undefined: it is none. `told`: the text of its error file, which says it better
 * than its exit code.
 */
export function commandFailure(
  { command, timeoutSeconds }: { command: string; timeoutSeconds?: number | undefined },
  { exitCode, signal, timedOut, lastLines }: CommandEnd,
  told: string | undefined,
): JobFailure | undefined {
  if (exitCode === 0 && !timedOut) return undefined;
  const how = signal === undefined ? `exited with code ${exitCode}` : `was ended by ${signal}`;
  const tail =
    lastLines.length === 0 ? "It wrote nothing." : `Last lines:\n${lastLines.join("\n")}`;
  if (timedOut) {
    const message = `"${command}" was stopped after its timeout of ${timeoutSeconds} s. ${tail}`;
    return new JobFailure("command_timed_out", message);
  }
  const message = `"${command}" ${how}. ${tail}`;
  if (told === undefined) return new JobFailure("command_failed", message);
  const error = readTold(told);
  if (error === undefined) {
    const unread = `What it wrote to LONGHAUL_ERROR_FILE is not { message, code, isRetryable }, and was not read.`;
    return new JobFailure("command_failed", `"${command}" ${how}. ${unread} ${tail}`);
  }
  return new JobFailure(error.code ?? "command_failed", error.message ?? message, {
    isRetryable: error.isRetryable ?? true,
  });
}

function readTold(text: string): z.output<typeof toldSchema> | undefined {
  try {
    return toldSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
