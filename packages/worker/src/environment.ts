import { jobIdPattern } from "@longhaul/core/id";
import { z } from "zod";

/** Seconds between SIGTERM and SIGKILL: ECS's default stop timeout. */
const defaultStopTimeout = 30;
/** Of these, kept for the last words after a program was killed. */
const lastWordsSeconds = 5;

const listOf = (separator: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(separator).filter((part) => part !== ""));

const seconds = z.coerce.number({ error: "must be a number of seconds" }).positive();

/** What the task definition and the one who started the task say; `docs/worker-contract.md` explains each. */
export const environmentSchema = z
  .object({
    LONGHAUL_JOB_ID: z.string().regex(jobIdPattern, { error: "must be a job's id" }),
    LONGHAUL_ATTEMPT: z.coerce.number().int().positive({ error: "must be 1 or more" }),
    LONGHAUL_CALLBACK_ID: z.string().min(1).optional(),
    LONGHAUL_HEARTBEAT_SECONDS: seconds,
    LONGHAUL_FILE_ROOTS: listOf(":"),
    LONGHAUL_ALLOWED_COMMANDS: listOf(","),
    LONGHAUL_STOP_TIMEOUT_SECONDS: seconds.default(defaultStopTimeout),
  })
  .transform((env) => ({
    work: {
      jobId: env.LONGHAUL_JOB_ID,
      attempt: env.LONGHAUL_ATTEMPT,
      ...(env.LONGHAUL_CALLBACK_ID !== undefined && { callbackId: env.LONGHAUL_CALLBACK_ID }),
    },
    heartbeatSeconds: env.LONGHAUL_HEARTBEAT_SECONDS,
    stopTimeoutSeconds: env.LONGHAUL_STOP_TIMEOUT_SECONDS,
    fileRoots: env.LONGHAUL_FILE_ROOTS,
    allowedCommands: env.LONGHAUL_ALLOWED_COMMANDS,
    stopGraceSeconds: Math.max(1, env.LONGHAUL_STOP_TIMEOUT_SECONDS - lastWordsSeconds),
  }));
