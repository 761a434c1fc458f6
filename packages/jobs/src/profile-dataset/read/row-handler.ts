import type { DatasetProfile } from "../profile/dataset-profile.ts";
import { csvFields } from "./csv-fields.ts";
import type { RecordHandler } from "./record-reader.ts";

/** Puts the records of a CSV into the profile; the first one is the header. */
export function csvHandler(profile: DatasetProfile, delimiter: string): RecordHandler {
  return {
    record(text, line) {
      const parsed = csvFields(text, delimiter);
      if ("problem" in parsed) return profile.addBadLine(line, parsed.problem);
      const { fields } = parsed;
      if (!profile.hasHeader) return profile.addHeader(fields);
      if (fields.length === profile.fieldCount) return profile.addFields(fields);
      const found = `${fields.length} field${fields.length === 1 ? "" : "s"}`;
      profile.addBadLine(line, `${found}; the header has ${profile.fieldCount}`);
    },
    bad: (line, reason) => profile.addBadLine(line, reason),
  };
}

/** Puts the lines of an NDJSON file into the profile. */
export function ndjsonHandler(profile: DatasetProfile): RecordHandler {
  return {
    record(text, line) {
      if (text.trim() === "") return;
      const parsed = parseJson(text);
      if ("problem" in parsed) profile.addBadLine(line, parsed.problem);
      else profile.addObject(parsed.object);
    },
    bad: (line, reason) => profile.addBadLine(line, reason),
  };
}

function parseJson(text: string): { object: object } | { problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { object: value };
    }
    return { problem: "not a JSON object" };
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
