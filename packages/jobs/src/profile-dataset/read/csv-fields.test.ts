import { expect, test } from "vitest";

import { csvFields } from "./csv-fields.ts";

test.each([
  ["", [""]],
  ["a,b", ["a", "b"]],
  [",", ["", ""]],
  ['"a,b",c', ["a,b", "c"]],
  ['"a""b"', ['a"b']],
  ['""', [""]],
  ['"",""', ["", ""]],
  ['a"b,c', ['a"b', "c"]],
  ['"""",x', ['"', "x"]],
  ['"a",', ["a", ""]],
  [',"a"', ["", "a"]],
])("%s has its fields", (record, fields) => {
  expect(csvFields(record, ",")).toEqual({ fields });
});

test("what cannot be read says in which field and why", () => {
  expect(csvFields('a,"b', ",")).toEqual({ problem: "field 2: its quote is not closed" });
  expect(csvFields('"a"b,c', ",")).toEqual({
    problem: "field 1: something follows its closing quote",
  });
});

test("the delimiter may be any character", () => {
  expect(csvFields('"a;b";c', ";")).toEqual({ fields: ["a;b", "c"] });
});
