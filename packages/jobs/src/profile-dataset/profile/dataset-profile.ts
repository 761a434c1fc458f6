import { gunzipSync, gzipSync } from "node:zlib";

import { z } from "zod";

import type { definition } from "../definition.ts";
import { ColumnProfile, columnStateSchema } from "./column-profile.ts";
import { sketchSizes } from "./sketch-sizes.ts";
import { dateTime, type ValueKind, valueKind } from "./value-kind.ts";

type Result = z.output<typeof definition.result>;

const shownBadLines = 10;
const longestReason = 300;
const longestName = 100;

const stateSchema = z.object({
  rows: z.number(),
  columns: z.array(columnStateSchema),
  hasHeader: z.boolean(),
  badLines: z.object({
    count: z.number(),
    first: z.array(z.object({ line: z.number(), reason: z.string() })),
  }),
});

const absent: ReadonlySet<string> = new Set(["", "null", "NULL", "\\N"]);

/** The profile of the rows so far. The same rows in the same order give the same state, however often it was stored. */
export class DatasetProfile {
  #rows = 0;
  #hasHeader = false;
  readonly #columns = new Map<string, ColumnProfile>();
  /** The columns in the order of a CSV's fields. */
  #fields: ColumnProfile[] = [];
  #badLines: Result["badLines"] = { count: 0, first: [] };

  get hasHeader(): boolean {
    return this.#hasHeader;
  }

  get fieldCount(): number {
    return this.#fields.length;
  }

  /** A CSV's first record. Throws `too_many_columns`. */
  addHeader(names: string[]): void {
    this.#hasHeader = true;
    for (const [index, name] of names.entries()) {
      let unique = name.trim().slice(0, longestName) || `column_${index + 1}`;
      while (this.#columns.has(unique)) unique += `_${index + 1}`;
      this.#fields.push(this.#addColumn(unique));
    }
  }

  /** A CSV's record; as many fields as the header has. */
  addFields(fields: string[]): void {
    this.#rows += 1;
    for (const [index, field] of fields.entries()) {
      const text = field.trim();
      if (!absent.has(text)) this.#fields[index]?.add(text, valueKind(text));
    }
  }

  /** A line of NDJSON. Throws `too_many_columns`. */
  addObject(object: object): void {
    this.#rows += 1;
    for (const [key, value] of Object.entries(object)) {
      const name = key.slice(0, longestName);
      const column = this.#columns.get(name) ?? this.#addColumn(name);
      if (value !== null) column.add(textOf(value), kindOf(value));
    }
  }

  addBadLine(line: number, reason: string): void {
    this.#badLines.count += 1;
    if (this.#badLines.first.length < shownBadLines) {
      this.#badLines.first.push({ line, reason: reason.slice(0, longestReason).toWellFormed() });
    }
  }

  result(): Pick<Result, "rows" | "columns" | "badLines"> {
    return {
      rows: this.#rows,
      columns: [...this.#columns.values()].map((column) => column.result(this.#rows)),
      badLines: this.#badLines,
    };
  }

  /** All of it as text, small enough for a checkpoint. */
  pack(): string {
    const state: z.infer<typeof stateSchema> = {
      rows: this.#rows,
      columns: [...this.#columns.values()].map((column) => column.toJSON()),
      hasHeader: this.#hasHeader,
      badLines: this.#badLines,
    };
    return gzipSync(JSON.stringify(state)).toString("base64");
  }

  /** Throws when it is not what `pack` gave. */
  static unpack(packed: string): DatasetProfile {
    const text = gunzipSync(Buffer.from(packed, "base64")).toString("utf8");
    const state = stateSchema.parse(JSON.parse(text));
    const profile = new DatasetProfile();
    profile.#rows = state.rows;
    profile.#hasHeader = state.hasHeader;
    profile.#badLines = state.badLines;
    const sizes = sketchSizes(state.columns.length);
    for (const column of state.columns) {
      profile.#columns.set(column.name, new ColumnProfile(column.name, sizes, column));
    }
    profile.#fields = state.hasHeader ? [...profile.#columns.values()] : [];
    return profile;
  }

  #addColumn(name: string): ColumnProfile {
    const before = sketchSizes(Math.max(1, this.#columns.size));
    const sizes = sketchSizes(this.#columns.size + 1);
    const column = new ColumnProfile(name, sizes);
    if (sizes !== before) for (const other of this.#columns.values()) other.shrink(sizes);
    this.#columns.set(name, column);
    return column;
  }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

function kindOf(value: unknown): ValueKind {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" && dateTime(value) !== undefined ? "date" : "string";
}
