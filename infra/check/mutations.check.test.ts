import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, inject, test } from "vitest";

import { placesOf, titlesOf } from "./mutations/mutation.ts";
import { mutations } from "./mutations/mutations.ts";
import { listTests } from "./mutations/run-tests.ts";
import { root } from "./project.ts";

const named = new Set(mutations.flatMap(titlesOf));
let tests: string[];

beforeAll(async () => {
  tests = [...(await listTests(root, inject("graphs"))).keys()];
}, 60_000);

test("each test is named by a mistake that makes it fail", () => {
  expect(tests.filter((title) => !named.has(title))).toEqual([]);
});

test("each mistake names tests that there are", () => {
  expect([...named].filter((title) => !tests.includes(title))).toEqual([]);
});

test("each mistake can be made: its text is there once", () => {
  const text = (file: string) => readFileSync(join(root, file), "utf8");
  expect(mutations.filter((mutation) => placesOf(text(mutation.file), mutation) !== 1)).toEqual([]);
});
