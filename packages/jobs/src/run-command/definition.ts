import { defineJobType } from "@longhaul/core/job-type/job-type";
import { longestJobSeconds } from "@longhaul/core/job/job";
import { z } from "zod";

export const definition = defineJobType({
  name: "run-command",
  title: "Run a command",
  description:
    "Runs a program of the worker's image, in any language: its output is the log, its exit code decides. It can report progress, save checkpoints and leave a result.",
  input: z.strictObject({
    command: z.string().min(1).max(4096).meta({
      title: "Command",
      description: "A program's name or path, without a shell. The operator says which may run.",
    }),
    args: z.array(z.string().max(32_768)).max(1000).default([]).meta({
      title: "Arguments",
      description: "Passed on as they are, one by one.",
    }),
    env: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "is not a variable's name" }),
        z.string().max(32_768),
      )
      .optional()
      .meta({
        title: "Environment",
        description: "Variables to add to the worker's own.",
      }),
    workingDirectory: z.string().min(1).max(4096).optional().meta({
      title: "Working directory",
      description: "A folder of the container. Empty: the worker's.",
    }),
    timeoutSeconds: z.number().positive().max(longestJobSeconds).optional().meta({
      title: "Timeout",
      description: "Seconds after which the program is told to stop, and the attempt fails.",
    }),
  }),
  result: z.unknown().meta({
    description: "What the program wrote to LONGHAUL_RESULT_FILE, else { exitCode, durationMs }.",
  }),
  example: { command: "node", args: ["-e", "console.log('::progress 1/1 steps')"] },
  resumable: true,
});
