import { expect, test } from "vitest";

import { jobErrorOf } from "./job-error-of.ts";

test("a code, as Node and SDKs set it, says more than the name", () => {
  const error = Object.assign(new Error("no such file"), { code: "ENOENT" });
  expect(jobErrorOf(error)).toMatchObject({ code: "ENOENT", message: "no such file" });
  expect(jobErrorOf(new TypeError("wrong")).code).toBe("TypeError");
});

test("anything can be thrown", () => {
  expect(jobErrorOf("just text")).toEqual({ code: "Error", message: "just text" });
  expect(jobErrorOf(new Error(""))).toMatchObject({ message: "Error" });
});

test("long texts are cut, so that the record stays small", () => {
  const error = new Error("m".repeat(10_000));
  expect(JSON.stringify(jobErrorOf(error)).length).toBeLessThan(13_000);
});
