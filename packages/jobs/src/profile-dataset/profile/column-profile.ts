import { z } from "zod";

import type { definition } from "../definition.ts";
import { DistinctCounter } from "../sketch/distinct-counter.ts";
import { QuantileDigest, quantileDigestSchema } from "../sketch/quantile-digest.ts";
import { TopValues, topValuesSchema } from "../sketch/top-values.ts";
import { columnType } from "./column-type.ts";
import type { SketchSizes } from "./sketch-sizes.ts";
import { dateTime, type ValueKind, valueKinds } from "./value-kind.ts";

type ColumnResult = z.output<typeof definition.result>["columns"][number];

const shownTop = 10;
/** Of the least and greatest text; the state of every column has to fit into one checkpoint. */
const longestText = 60;

const moment = z.object({ ms: z.number(), text: z.string() });

export const columnStateSchema = z.object({
  name: z.string(),
  kinds: z.record(z.enum(valueKinds), z.number()),
  text: z.object({ min: z.string(), max: z.string() }).optional(),
  date: z.object({ min: moment, max: moment }).optional(),
  numbers: z
    .object({
      min: z.number(),
      max: z.number(),
      sum: z.number(),
      /** What `sum` lost in rounding (Neumaier). */
      lost: z.number(),
      digest: quantileDigestSchema,
    })
    .optional(),
  distinct: z.string(),
  top: topValuesSchema,
});
export type ColumnState = z.infer<typeof columnStateSchema>;

interface Numbers extends Omit<NonNullable<ColumnState["numbers"]>, "digest"> {
  digest: QuantileDigest;
}

/** Everything that is known of one column, in fixed memory. */
export class ColumnProfile {
  readonly name: string;
  readonly #kinds: ColumnState["kinds"];
  #text: ColumnState["text"];
  #date: ColumnState["date"];
  #numbers: Numbers | undefined;
  readonly #distinct: DistinctCounter;
  readonly #top: TopValues;
  #sizes: SketchSizes;

  constructor(name: string, sizes: SketchSizes, state?: ColumnState) {
    this.name = name;
    this.#sizes = sizes;
    this.#kinds = state?.kinds ?? noKinds();
    this.#text = state?.text;
    this.#date = state?.date;
    this.#numbers = state?.numbers && {
      ...state.numbers,
      digest: new QuantileDigest(sizes.compression, state.numbers.digest),
    };
    this.#distinct =
      state === undefined
        ? new DistinctCounter(sizes.precision)
        : DistinctCounter.fromJSON(state.distinct);
    this.#top = new TopValues(sizes.topCapacity, state?.top);
  }

  add(text: string, kind: ValueKind): void {
    this.#kinds[kind] += 1;
    if (!this.#top.add(text)) this.#distinct.add(text);
    this.#addText(text.length > longestText ? text.slice(0, longestText) : text);
    if (kind === "integer" || kind === "number") this.#addNumber(Number(text));
    if (kind === "date") this.#addDate(text);
  }

  shrink(sizes: SketchSizes): void {
    this.#sizes = sizes;
    this.#distinct.shrink(sizes.precision);
    this.#top.shrink(sizes.topCapacity);
    this.#numbers?.digest.shrink(sizes.compression);
  }

  result(rows: number): ColumnResult {
    const count = Object.values(this.#kinds).reduce((sum, kind) => sum + kind, 0);
    const type = columnType(this.#kinds);
    const numbers = type === "string" ? undefined : this.#numbers;
    const range = this.#range(type);
    return {
      name: this.name,
      type,
      count,
      nulls: rows - count,
      distinct: this.#top.isExact ? this.#top.size : Math.min(count, this.#distinct.estimate()),
      distinctIsExact: this.#top.isExact,
      min: range?.min ?? null,
      max: range?.max ?? null,
      mean: numbers === undefined ? null : meanOf(numbers, this.#kinds),
      quantiles: numbers === undefined ? null : quantilesOf(numbers),
      top: this.#top.top(shownTop),
      topIsExact: this.#top.isExact,
    };
  }

  toJSON(): ColumnState {
    return {
      name: this.name,
      kinds: this.#kinds,
      ...(this.#text && { text: this.#text }),
      ...(this.#date && { date: this.#date }),
      ...(this.#numbers && {
        numbers: { ...this.#numbers, digest: this.#numbers.digest.toJSON() },
      }),
      distinct: this.#distinct.toJSON(),
      top: this.#top.toJSON(),
    };
  }

  #range(type: ColumnResult["type"]): { min: number | string; max: number | string } | undefined {
    if (type === "integer" || type === "number") return this.#numbers;
    if (type === "date" && this.#date !== undefined) {
      return { min: this.#date.min.text, max: this.#date.max.text };
    }
    return this.#text && { min: this.#text.min.toWellFormed(), max: this.#text.max.toWellFormed() };
  }

  #addText(text: string): void {
    if (this.#text === undefined) this.#text = { min: text, max: text };
    else if (text < this.#text.min) this.#text.min = text;
    else if (text > this.#text.max) this.#text.max = text;
  }

  #addNumber(value: number): void {
    const numbers = (this.#numbers ??= {
      min: value,
      max: value,
      sum: 0,
      lost: 0,
      digest: new QuantileDigest(this.#sizes.compression),
    });
    if (value < numbers.min) numbers.min = value;
    if (value > numbers.max) numbers.max = value;
    const sum = numbers.sum + value;
    numbers.lost +=
      Math.abs(numbers.sum) >= Math.abs(value)
        ? numbers.sum - sum + value
        : value - sum + numbers.sum;
    numbers.sum = sum;
    numbers.digest.add(value);
  }

  #addDate(text: string): void {
    const ms = dateTime(text);
    if (ms === undefined) return;
    const at = { ms, text };
    if (this.#date === undefined) this.#date = { min: at, max: at };
    else if (ms < this.#date.min.ms) this.#date.min = at;
    else if (ms > this.#date.max.ms) this.#date.max = at;
  }
}

const noKinds = (): ColumnState["kinds"] => ({
  integer: 0,
  number: 0,
  boolean: 0,
  date: 0,
  string: 0,
  padded: 0,
});

const meanOf = (numbers: Numbers, kinds: ColumnState["kinds"]): number =>
  (numbers.sum + numbers.lost) / (kinds.integer + kinds.number);

function quantilesOf({ digest, min, max }: Numbers): NonNullable<ColumnResult["quantiles"]> {
  const at = (share: number) => Math.min(max, Math.max(min, digest.quantile(share) ?? min));
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}
