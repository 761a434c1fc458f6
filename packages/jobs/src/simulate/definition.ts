import { defineJobType } from "@longhaul/core/job-type/job-type";
import { longestJobSeconds } from "@longhaul/core/job/job";
import { z } from "zod";

const at = (title: string, description: string) =>
  z.number().min(0).max(100).optional().meta({ title, description });

export const definition = defineJobType({
  name: "simulate",
  title: "Simulate",
  description:
    "Takes as long as you say, with live progress. Can fail, crash, hang or eat memory, to see what happens then.",
  input: z.strictObject({
    message: z
      .string()
      .max(10_000)
      .meta({ title: "Message", description: "Comes back in the result." }),
    processingTime: z.number().min(0).max(longestJobSeconds).default(10).meta({
      title: "Processing time",
      description: "Seconds that the work takes, up to 365 days.",
    }),
    failAt: at("Fail at", "Percent of the work at which the code throws an error."),
    failWith: z.string().min(1).max(1000).optional().meta({
      title: "Fail with",
      description: "Message of that error.",
    }),
    failForGood: z.boolean().optional().meta({
      title: "Fail for good",
      description: "That error says that no retry can mend it: the job ends with it.",
    }),
    crashAt: at("Crash at", "Percent of the work at which the process exits without a word."),
    hangAt: at(
      "Hang at",
      "Percent of the work at which the process blocks: no progress, no heartbeat, deaf to SIGTERM.",
    ),
    failAttempts: z.number().int().min(0).optional().meta({
      title: "Failing attempts",
      description: "Only this many first attempts fail, crash or hang. Empty: every one.",
    }),
    memoryMb: z.number().int().min(0).max(16_384).optional().meta({
      title: "Memory",
      description: "MiB to allocate and hold; more than the task has ends it out of memory.",
    }),
    ignoreSigterm: z.boolean().optional().meta({
      title: "Ignore SIGTERM",
      description: "Goes on when told to stop, until the process is killed.",
    }),
    logLinesPerSecond: z.number().int().min(0).max(1000).optional().meta({
      title: "Log lines a second",
      description: "Lines to write to the log while it works.",
    }),
  }),
  result: z.object({
    status: z.literal("success"),
    message: z.string().meta({ title: "Message" }),
    processingTime: z.number().meta({ title: "Processing time", description: "Seconds." }),
    timestamp: z.iso.datetime().meta({ title: "Finished at" }),
  }),
  example: { message: "Hello from Longhaul", processingTime: 30 },
  resumable: true,
});
