import { expect, test } from "vitest";

import { filterOf, parseJobListSearch } from "./job-list-search.ts";

test("the address is read into filters", () => {
  const search = parseJobListSearch({ status: "running,failed", type: "simulate", q: " nightly " });
  expect(search).toEqual({ status: ["running", "failed"], type: ["simulate"], q: "nightly" });
});

test("unknown states and patterns are left out, so that an old link still opens", () => {
  expect(parseJobListSearch({ status: "exploded,queued", pattern: "magic", page: "7" })).toEqual({
    status: ["queued"],
  });
});

test("the page is no part of the filter", () => {
  expect(filterOf({ q: "a", cursor: "c" })).toEqual({ q: "a" });
});
