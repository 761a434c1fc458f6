import { expect, test } from "vitest";

import { columnType } from "./column-type.ts";
import { dateTime, valueKind } from "./value-kind.ts";

test.each([
  ["0", "integer"],
  ["-12", "integer"],
  ["+7", "integer"],
  ["00501", "padded"],
  ["0.5", "number"],
  [".5", "number"],
  ["1e-3", "number"],
  ["1e999", "string"],
  ["true", "boolean"],
  ["FALSE", "boolean"],
  ["2024-02-29", "date"],
  ["2023-02-29", "string"],
  ["2015/01/01 04:00:00", "date"],
  ["2024-01-01T10:00:00.123+02:00", "date"],
  ["2024-13-01", "string"],
  ["192.168.0.1", "string"],
  ["-", "string"],
  ["12 apples", "string"],
])("%s is of kind %s", (text, kind) => {
  expect(valueKind(text)).toBe(kind);
});

test("a time without a zone is UTC", () => {
  expect(dateTime("2024-01-01T10:00:00")).toBe(Date.UTC(2024, 0, 1, 10));
  expect(dateTime("2024-01-01T10:00:00+0200")).toBe(Date.UTC(2024, 0, 1, 8));
});

const none = { integer: 0, number: 0, boolean: 0, date: 0, string: 0, padded: 0 };

test.each([
  [{ integer: 3 }, "integer"],
  [{ integer: 3, number: 1 }, "number"],
  [{ integer: 3, padded: 1 }, "string"],
  [{ integer: 3, string: 1 }, "mixed"],
  [{ date: 3, integer: 1 }, "mixed"],
  [{ string: 9, boolean: 1 }, "string"],
  [{ boolean: 2 }, "boolean"],
  [{ date: 2 }, "date"],
  [{}, "string"],
])("a column with %o is %s", (kinds, type) => {
  expect(columnType({ ...none, ...kinds })).toBe(type);
});
