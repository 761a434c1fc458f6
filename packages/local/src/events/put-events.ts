import { z } from "zod";

import { jsonDepthLimit, isDeeperThan } from "../json-depth.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation, Machine } from "../service.ts";
import { checkEntriesSize } from "./check-entries-size.ts";
import type { BusEvent } from "./event-envelope.ts";

/** What a Date holds, to either side of 1970. */
const maxTimeSeconds = 8.64e12;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds since the epoch. */
  Time: z.number().min(-maxTimeSeconds).max(maxTimeSeconds).optional(),
  EventBusName: z.string().default("default"),
});

type Entry = z.output<typeof entrySchema>;

const schema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

const detailSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("is not JSON");
      return z.NEVER;
    }
  })
  .refine((detail) => !isDeeperThan(jsonDepthLimit, detail))
  .pipe(z.record(z.string(), z.unknown()));

/** Takes each entry for itself: one that is refused does not hold back the others. */
export function putEvents(machine: Machine, send: (event: BusEvent) => string): JsonOperation {
  return (raw) => {
    const { Entries } = parseInput(schema, raw, "ValidationException");
    checkEntriesSize(Entries);
    const results = machine.db.write(() => Entries.map((entry) => putEntry(entry, send)));
    return {
      FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
      Entries: results,
    };
  };
}

function putEntry(entry: Entry, send: (event: BusEvent) => string) {
  const { Source, DetailType, Detail } = entry;
  if (!Source) return required("Source");
  if (!DetailType) return required("DetailType");
  if (!Detail) return required("Detail");
  if (Source.startsWith("aws.")) {
    return refusal("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  if (!/^(arn:.*event-bus\/)?default$/.test(entry.EventBusName)) {
    return refusal(
      "ResourceNotFoundException",
      `Event bus ${entry.EventBusName} does not exist; only default does.`,
    );
  }
  const detail = detailSchema.safeParse(Detail);
  if (!detail.success) return refusal("MalformedDetail", "Detail is malformed.");
  const event = {
    source: Source,
    detailType: DetailType,
    resources: entry.Resources,
    detail: detail.data,
    ...(entry.Time === undefined ? {} : { timeMs: entry.Time * 1_000 }),
  };
  return { EventId: send(event) };
}

function required(field: string) {
  return refusal(
    "InvalidArgument",
    `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
  );
}

function refusal(ErrorCode: string, ErrorMessage: string) {
  return { ErrorCode, ErrorMessage };
}
