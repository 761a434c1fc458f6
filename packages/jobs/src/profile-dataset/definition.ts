import { defineJobType } from "@longhaul/core/job-type/job-type";
import { z } from "zod";

const value = z.union([z.number(), z.string(), z.null()]);

const column = z.object({
  name: z.string(),
  type: z.enum(["integer", "number", "boolean", "date", "string", "mixed"]),
  count: z.number().int().meta({ description: "Rows with a value." }),
  nulls: z.number().int().meta({ description: "Rows without one: empty, null, NULL or \\N." }),
  distinct: z.number().int().meta({
    description: "Different values; an estimate, good to a few percent, unless distinctIsExact.",
  }),
  distinctIsExact: z.boolean(),
  min: value.meta({ description: "Least value: by size, by time or by letters." }),
  max: value,
  mean: z.number().nullable().meta({ description: "Of the column's numbers." }),
  quantiles: z
    .object({ p5: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p95: z.number() })
    .nullable()
    .meta({ description: "Of the column's numbers; exact in rank to about a percent." }),
  top: z
    .array(z.object({ value: z.string(), count: z.number().int() }))
    .meta({ description: "The most frequent values; counts are at least this unless topIsExact." }),
  topIsExact: z.boolean(),
});

export const definition = defineJobType({
  name: "profile-dataset",
  title: "Profile a dataset",
  description:
    "Reads a CSV or NDJSON file of any size as a stream and describes every column: type, nulls, distinct values, range, quantiles, top values, and the first bad lines.",
  input: z.strictObject({
    source: z
      .string()
      .regex(/^(file:\/|https:\/\/|s3:\/\/[^/]+\/.)/, {
        error: "must be file:/absolute/path, https://… or s3://bucket/key",
      })
      .meta({
        title: "Source",
        description:
          "file:/path in a folder that the operator allowed, https://host/path, or s3://bucket/key.",
      }),
    format: z.enum(["csv", "ndjson"]).optional().meta({
      title: "Format",
      description: "Empty: by the extension (.csv, .tsv, .ndjson, .jsonl).",
    }),
    delimiter: z
      .string()
      .regex(/^[\t -~]$/, { error: "must be one ASCII character" })
      .refine((text) => text !== '"', { error: "must not be the quote" })
      .optional()
      .meta({
        title: "Delimiter",
        description: "Between the fields of a CSV. Empty: a comma or, for .tsv, a tab.",
      }),
    checkpointEverySeconds: z.number().min(0).max(3600).default(10).meta({
      title: "Checkpoint every",
      description: "Seconds between checkpoints, from which an interrupted run goes on.",
    }),
  }),
  result: z.object({
    source: z.string(),
    format: z.enum(["csv", "ndjson"]),
    bytes: z.number().int(),
    rows: z.number().int().meta({ description: "Records, without the header and bad lines." }),
    columns: z.array(column),
    badLines: z.object({
      count: z.number().int(),
      first: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    }),
  }),
  example: { source: "https://cdn.jsdelivr.net/npm/vega-datasets@3.2.1/data/zipcodes.csv" },
  defaults: { size: { cpu: 1024, memory: 2048 } },
  resumable: true,
});
