import { expect, test } from "vitest";

import { progressOfFile, progressOfLine } from "./read-progress.ts";

test.each([
  ["::progress 40/100 files", { done: 40, total: 100, unit: "files" }],
  ["::progress 40/100", { done: 40, total: 100 }],
  [
    "::progress 1.5 / 3 GB copying the rest",
    { done: 1.5, total: 3, unit: "GB", message: "copying the rest" },
  ],
  ["::progress 7", { done: 7 }],
  ["::progress 0/0 files", { done: 0, unit: "files" }],
  ["::progress soon", undefined],
  ["::progress", undefined],
  ["40/100", undefined],
])("line %s", (line, report) => {
  expect(progressOfLine(line)).toEqual(report);
});

test.each([
  ["40/100\n", { done: 40, total: 100 }],
  ["40/100 rows", { done: 40, total: 100, unit: "rows" }],
  ["", undefined],
  ["40/", undefined],
])("file with %j", (text, report) => {
  expect(progressOfFile(text)).toEqual(report);
});
