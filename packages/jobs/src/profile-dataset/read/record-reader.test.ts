import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { csvFields } from "./csv-fields.ts";
import { mostRecordBytes, type ReadPosition, RecordReader } from "./record-reader.ts";

type Found = [line: number, text: string];

/** Reads in chunks of a size; with `from`, the bytes from that position on. */
function readAll(
  content: string | Buffer,
  options: { chunk?: number; delimiter?: string; from?: ReadPosition } = { delimiter: "," },
): { records: Found[]; bad: Found[]; positions: ReadPosition[] } {
  const bytes = Buffer.from(content).subarray(options.from?.offset ?? 0);
  const records: Found[] = [];
  const bad: Found[] = [];
  const positions: ReadPosition[] = [];
  const reader = new RecordReader(
    {
      record: (text, line) => records.push([line, text]),
      bad: (line, reason) => bad.push([line, reason]),
    },
    options,
  );
  const size = options.chunk ?? bytes.length;
  for (let start = 0; start < bytes.length; start += size) {
    reader.push(bytes.subarray(start, start + size));
    positions.push({ ...reader.position });
  }
  reader.end();
  return { records, bad, positions };
}

const texts = (content: string, chunk?: number) =>
  readAll(content, { delimiter: ",", ...(chunk !== undefined && { chunk }) }).records.map(
    ([, text]) => text,
  );

test("line ends within quotes do not end a record, and lines are counted with them", () => {
  expect(readAll('a,"x\ny"\r\nb,"""\n"""\n\nc').records).toEqual([
    [1, 'a,"x\ny"'],
    [3, 'b,"""\n"""'],
    [6, "c"],
  ]);
});

test("a quote in the middle of a field is a character", () => {
  expect(texts('5" pipe,1\n6" pipe,2')).toEqual(['5" pipe,1', '6" pipe,2']);
});

test("a byte order mark is no part of the first field, even a quoted one", () => {
  expect(texts('\uFEFF"a\nb",c\n1,2', 1)).toEqual(['"a\nb",c', "1,2"]);
});

test("nothing gives nothing", () => {
  expect(readAll("")).toEqual({ records: [], bad: [], positions: [] });
  expect(texts("\n\r\n\n")).toEqual([]);
});

describe("a bad record costs no more than its line", () => {
  test("bytes that are not UTF-8", () => {
    const content = Buffer.concat([Buffer.from("a\nb"), Buffer.from([0xff]), Buffer.from("\nc")]);
    expect(readAll(content)).toMatchObject({
      records: [
        [1, "a"],
        [3, "c"],
      ],
      bad: [[2, "not valid UTF-8"]],
    });
  });

  test("a quote that is not closed before the end", () => {
    expect(readAll('a,b\n"c,d\ne,f\ng,h\n')).toMatchObject({
      records: [
        [1, "a,b"],
        [3, "e,f"],
        [4, "g,h"],
      ],
      bad: [[2, expect.stringContaining("not closed")]],
    });
  });

  test.each([64 * 1024, 3_000_000])("a quote not closed for too long, in chunks of %i", (chunk) => {
    const content = `"a,b\n${"x,y\n".repeat(mostRecordBytes / 2)}`;
    const { records, bad } = readAll(content, { chunk, delimiter: "," });
    expect(bad).toEqual([[1, expect.stringContaining("quote is probably not closed")]]);
    expect(records.length).toBe(mostRecordBytes / 2);
    expect(records[0]).toEqual([2, "x,y"]);
  });

  test.each([64 * 1024, 3_000_000])("a line that is too long, in chunks of %i", (chunk) => {
    const content = `a\n${"x".repeat(mostRecordBytes + 10)}\nb`;
    const { records, bad } = readAll(content, { chunk });
    expect(bad).toEqual([[2, `longer than ${mostRecordBytes} bytes`]]);
    expect(records).toEqual([
      [1, "a"],
      [3, "b"],
    ]);
  });
});

const field = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', ",", "\n", "\r\n", " "),
  maxLength: 6,
});
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 12 });
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test("a written CSV is read back field by field, as csv-parse reads it, however it is cut", () => {
  fc.assert(
    fc.property(
      table,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("\n", "\r\n"),
      (rows, chunk, end) => {
        const content = rows.map((row) => row.map(quoted).join(",") + end).join("");
        const read = texts(content, chunk).map((text) => csvFields(text, ","));
        expect(read).toEqual(rows.map((fields) => ({ fields })));
        expect(read.map((row) => ("fields" in row ? row.fields : []))).toEqual(
          parse(content, { relax_column_count: true, record_delimiter: end }),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("any text at all: chunks make no difference, and reading goes on from every position", () => {
  const content = fc.string({
    unit: fc.constantFrom("a", "é", '"', ",", "\n", "\r"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(content, fc.integer({ min: 1, max: 7 }), (text, chunk) => {
      const whole = readAll(text);
      const cut = readAll(text, { chunk, delimiter: "," });
      expect({ ...cut, positions: [] }).toEqual({ ...whole, positions: [] });
      for (const from of cut.positions) {
        const rest = readAll(text, { delimiter: ",", from });
        const isAfter = ([line]: Found) => line >= from.line;
        expect(rest.records).toEqual(whole.records.filter(isAfter));
        expect(rest.bad).toEqual(whole.bad.filter(isAfter));
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  [[0xff, 0xfe, 0x61, 0], "UTF-16"],
  [[0x1f, 0x8b, 8, 0], "gzip"],
  [[0x50, 0x4b, 3, 4], "ZIP"],
])("a file that starts with %o is refused by its name", (bytes, name) => {
  expect(() => readAll(Buffer.from(bytes), { chunk: 1 })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(name), isRetryable: false }),
  );
});
