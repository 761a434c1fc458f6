import { expect, test } from "vitest";

import { listOf, parseSearch, stringifySearch } from "./search-params.ts";

test("filters read as words in the address, and nothing is written for what is not set", () => {
  const search = { status: ["running", "failed"], type: ["simulate"], q: "", cursor: undefined };
  expect(stringifySearch(search)).toBe("?status=running,failed&type=simulate");
  expect(stringifySearch({ status: [] })).toBe("");
});

test("what was written is read back, whatever characters it has", () => {
  const q = "a b&c=d/é?#+%";
  expect(parseSearch(stringifySearch({ q }))).toEqual({ q });
  expect(listOf(parseSearch("?status=running,,failed").status)).toEqual(["running", "failed"]);
  expect(listOf(undefined)).toEqual([]);
});
