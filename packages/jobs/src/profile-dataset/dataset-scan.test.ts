import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { largestPayloadBytes } from "@longhaul/core/job/new-job";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import type { DatasetFormat } from "./dataset-format.ts";
import { DatasetScan, scanStateSchema } from "./dataset-scan.ts";
import { mostColumns } from "./profile/sketch-sizes.ts";

const csv: DatasetFormat = { format: "csv", delimiter: "," };
const ndjson: DatasetFormat = { format: "ndjson" };
const dataFolder = fileURLToPath(
  new URL("../../../../node_modules/vega-datasets/data", import.meta.url),
);

function profile(content: string | Buffer, format: DatasetFormat = csv) {
  const scan = new DatasetScan(format);
  scan.push(Buffer.from(content));
  return scan.end();
}

const column = (content: string, name: string, format?: DatasetFormat) =>
  profile(content, format).columns.find((found) => found.name === name);

/** Breaks off after some bytes, stores, restores, and reads on from where the state says. */
function brokenProfile(bytes: Buffer, cuts: number[], format: DatasetFormat = csv) {
  let scan = new DatasetScan(format);
  let offset = 0;
  for (const cut of cuts) {
    for (let start = offset; start < cut; start += 1000) {
      scan.push(bytes.subarray(start, Math.min(cut, start + 1000)));
    }
    const state = scanStateSchema.parse(JSON.parse(JSON.stringify(scan.state())));
    scan = new DatasetScan(format, state);
    offset = state.offset;
  }
  scan.push(bytes.subarray(offset));
  return scan.end();
}

const awkward = [
  '\uFEFFid,naïve,date,"a ""quoted"" name",amount',
  ...Array.from({ length: 300 }, (_, index) =>
    [
      index,
      `"zeile ${index % 7}\r\nünd, mehr 😀"`,
      index % 3 === 0 ? "" : `2024-01-${String((index % 28) + 1).padStart(2, "0")}`,
      index % 50 === 9 ? "too,many,fields" : `v${(index * 31) % 97}`,
      (Math.sin(index) * 1000).toFixed(3),
    ].join(","),
  ),
  'last,"never closed',
].join("\r\n");

describe("a broken run gives the same result as an unbroken one", () => {
  test("an awkward CSV, broken at any byte", () => {
    const bytes = Buffer.from(awkward);
    const unbroken = profile(bytes);
    expect(unbroken.rows).toBe(294);
    expect(unbroken.badLines.count).toBe(7);
    for (let cut = 0; cut <= bytes.length; cut += 97) {
      expect(brokenProfile(bytes, [cut])).toEqual(unbroken);
    }
  });

  test.each(["seattle-weather.csv", "us-employment.csv", "airports.csv"])(
    "%s, broken often",
    (name) => {
      const bytes = readFileSync(join(dataFolder, name));
      const cuts = Array.from(
        { length: 9 },
        (_, index) => Math.floor((bytes.length * index) / 9) + index,
      );
      expect(brokenProfile(bytes, cuts)).toEqual(profile(bytes));
    },
  );

  test("NDJSON with columns that come later", () => {
    const lines = Array.from({ length: 400 }, (_, index) =>
      index % 40 === 7
        ? "{broken"
        : JSON.stringify({ id: index, [`key${Math.floor(index / 10)}`]: `${(index * 17) % 101}` }),
    );
    const bytes = Buffer.from(lines.join("\n"));
    const unbroken = profile(bytes, ndjson);
    expect(unbroken.columns.length).toBe(41);
    for (let cut = 0; cut <= bytes.length; cut += 499) {
      expect(brokenProfile(bytes, [cut], ndjson)).toEqual(unbroken);
    }
  });
});

describe("against everything computed exactly, with another parser", () => {
  const files = [
    "seattle-weather.csv",
    "us-employment.csv",
    "airports.csv",
    "birdstrikes.csv",
    "github.csv",
    "weather.csv",
  ].map((name) => {
    const content = readFileSync(join(dataFolder, name));
    const [header = [], ...rows]: string[][] = parse(content, { bom: true });
    return { name, header, rows, result: profile(content) };
  });
  const columns = files.flatMap(({ name, rows, result }) =>
    result.columns.map((found, index) => ({
      of: `${name} ${found.name}`,
      found,
      rowCount: rows.length,
      values: rows.map((row) => (row[index] ?? "").trim()).filter((text) => text !== ""),
    })),
  );

  test.each(files)("$name: rows and columns", ({ header, rows, result }) => {
    expect(result.badLines.count).toBe(0);
    expect(result.rows).toBe(rows.length);
    expect(result.columns.map((found) => found.name)).toEqual(header.map((text) => text.trim()));
  });

  test.each(columns)("$of: counts, distinct and top values", ({ found, rowCount, values }) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const countOf = (label: string) =>
      [...counts]
        .filter(
          ([text]) =>
            text === label || (label.endsWith("…") && text.startsWith(label.slice(0, -1))),
        )
        .reduce((most, [, count]) => Math.max(most, count), 0);
    expect(found).toMatchObject({ count: values.length, nulls: rowCount - values.length });
    const distinctError = Math.abs(found.distinct - counts.size);
    expect(distinctError).toBeLessThanOrEqual(found.distinctIsExact ? 0 : counts.size * 0.06);
    const wrong = found.top.filter(({ value, count }) =>
      found.topIsExact ? count !== countOf(value) : count > countOf(value),
    );
    expect(wrong).toEqual([]);
    // What space-saving promises with 64 counters.
    const surely = Math.max(0, ...counts.values()) - values.length / 64;
    expect(found.top[0]?.count ?? 1).toBeGreaterThanOrEqual(surely - 1);
  });

  const numeric = columns.filter(({ found }) => found.quantiles !== null && found.type !== "mixed");

  test.each(numeric)("$of: range, mean and quantiles", ({ found, values }) => {
    const numbers = values.map(Number);
    expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
    expect(found.min).toBe(numbers.reduce((a, b) => Math.min(a, b)));
    expect(found.max).toBe(numbers.reduce((a, b) => Math.max(a, b)));
    expect(found.mean).toBeCloseTo(numbers.reduce((a, b) => a + b, 0) / numbers.length, 6);
    for (const [quantile, answer] of Object.entries(found.quantiles ?? {})) {
      const share = Number(quantile.slice(1)) / 100;
      const below = numbers.filter((number) => number < answer).length / numbers.length;
      const upTo = numbers.filter((number) => number <= answer).length / numbers.length;
      expect(Math.max(below - share, share - upTo)).toBeLessThan(0.015 + 1 / numbers.length);
    }
  });
});

test("types, ranges and quantiles of a small table", () => {
  const content =
    "n,x,flag,day,zip,any\n3,1.5,true,2024-02-01,00501,1\n1,2,FALSE,2024-01-31,10001,b\n2,,true,2024/03/01,10002,\n";
  expect(column(content, "n")).toMatchObject({
    type: "integer",
    count: 3,
    nulls: 0,
    distinct: 3,
    distinctIsExact: true,
    min: 1,
    max: 3,
    mean: 2,
    quantiles: { p50: 2 },
  });
  expect(column(content, "x")).toMatchObject({ type: "number", count: 2, nulls: 1, mean: 1.75 });
  expect(column(content, "flag")).toMatchObject({ type: "boolean", distinct: 2, mean: null });
  expect(column(content, "day")).toMatchObject({
    type: "date",
    min: "2024-01-31",
    max: "2024/03/01",
  });
  expect(column(content, "zip")).toMatchObject({ type: "string", min: "00501", mean: null });
  expect(column(content, "any")).toMatchObject({ type: "mixed", nulls: 1 });
});

describe("what is hardly a table", () => {
  test("an empty file has no columns", () => {
    expect(profile("")).toEqual({ rows: 0, columns: [], badLines: { count: 0, first: [] } });
    expect(profile("", ndjson).columns).toEqual([]);
  });

  test("a header alone has columns without values", () => {
    expect(profile("a,b")).toMatchObject({
      rows: 0,
      columns: [
        { name: "a", type: "string", count: 0, nulls: 0, distinct: 0, min: null, top: [] },
        { name: "b" },
      ],
    });
  });

  test("columns without a name or with one that is taken get their own", () => {
    expect(profile("a,,a, a ,a_3\n").columns.map(({ name }) => name)).toEqual([
      "a",
      "column_2",
      "a_3",
      "a_4",
      "a_3_5",
    ]);
  });

  test("bad lines are told by number and reason, the first ten", () => {
    const lines = Array.from({ length: 12 }, () => "1");
    const { badLines, rows } = profile(["a,b", "1,2", '"x"y,1', ...lines].join("\n"));
    expect(rows).toBe(1);
    expect(badLines.count).toBe(13);
    expect(badLines.first).toHaveLength(10);
    expect(badLines.first.slice(0, 2)).toEqual([
      { line: 3, reason: "field 1: something follows its closing quote" },
      { line: 4, reason: "1 field; the header has 2" },
    ]);
  });

  test("NDJSON keeps JSON's types, and what it cannot read is a bad line", () => {
    const content = '{"a":1,"b":"1","c":{"d":[2]}}\n[]\n{"a":\n\n{"a":2.5,"b":null,"e":true}\n';
    expect(profile(content, ndjson).badLines.first).toEqual([
      { line: 2, reason: "not a JSON object" },
      { line: 3, reason: expect.stringMatching(/^not JSON: /) },
    ]);
    expect(column(content, "a", ndjson)).toMatchObject({ type: "number", mean: 1.75 });
    expect(column(content, "b", ndjson)).toMatchObject({ type: "string", count: 1, nulls: 1 });
    expect(column(content, "c", ndjson)?.top).toEqual([{ value: '{"d":[2]}', count: 1 }]);
    expect(column(content, "e", ndjson)).toMatchObject({ type: "boolean", nulls: 1 });
  });
});

describe("a checkpoint fits", () => {
  test.each([
    [
      "texts",
      32,
      (seed: number) => `${random(seed)}${random(seed + 1)}${random(seed + 2)}${random(seed + 3)}`,
    ],
    [
      "texts",
      mostColumns,
      (seed: number) => `${random(seed)}${random(seed + 1)}${random(seed + 2)}${random(seed + 3)}`,
    ],
    ["numbers", 32, (seed: number) => String(Number(`0.${hash(seed)}`) * 10 ** (seed % 5))],
    [
      "numbers",
      mostColumns,
      (seed: number) => String(Number(`0.${hash(seed)}`) * 10 ** (seed % 5)),
    ],
    [
      "both",
      mostColumns,
      (seed: number) =>
        seed % 2 === 0
          ? `${random(seed)}${random(seed + 1)}${random(seed + 3)}`
          : `0.${hash(seed)}`,
    ],
  ])("with random %s in %i columns", (_, columns, value) => {
    const scan = new DatasetScan(csv);
    const indexes = Array.from({ length: columns }, (__, index) => index);
    scan.push(Buffer.from(`${indexes.map((index) => `column number ${index}`).join(",")}\n`));
    for (let row = 0; row < 1200; row += 1) {
      scan.push(
        Buffer.from(`${indexes.map((index) => value(row * 7919 + index * 104_729)).join(",")}\n`),
      );
    }
    expect(JSON.stringify(scan.state()).length).toBeLessThan(largestPayloadBytes - 2048);
  });

  test("more columns than that are refused with what to do", () => {
    const header = Array.from({ length: mostColumns + 1 }, (_, index) => `c${index}`).join(",");
    expect(() => profile(header)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/more than 128 columns.*Split off/),
        isRetryable: false,
      }),
    );
  });
});

const hash = (seed: number): number => Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
const random = (seed: number): string => hash(seed).toString(36);
