import { DomainError } from "@longhaul/core/error";
import { expect, test } from "vitest";

import { jobErrorOf } from "./job-error-of.ts";

test("a code, as Node and SDKs set it, says more than the name", () => {
  const error = Object.assign(new Error("no such file"), { code: "ENOENT" });
  expect(jobErrorOf(error)).toMatchObject({ code: "ENOENT", message: "no such file" });
  expect(jobErrorOf(new TypeError("wrong")).code).toBe("TypeError");
});

test("an error of any class may say that no retry can mend it", () => {
  class WrongFormat extends Error {
    readonly isRetryable = false;
  }
  expect(jobErrorOf(new WrongFormat("no rows"))).toMatchObject({
    code: "Error",
    stack: expect.stringContaining("job-error-of.test.ts"),
    isRetryable: false,
  });
  for (const isRetryable of [true, undefined, "no"]) {
    const error = Object.assign(new Error("busy"), { isRetryable });
    expect(jobErrorOf(error)).not.toHaveProperty("isRetryable");
  }
});

test("of our refusals those are final that the next attempt would meet again", () => {
  expect(jobErrorOf(new DomainError("invalid_input", "no"))).toMatchObject({ isRetryable: false });
  expect(jobErrorOf(new DomainError("unavailable", "no"))).not.toHaveProperty("isRetryable");
});

test("anything can be thrown", () => {
  expect(jobErrorOf("just text")).toEqual({ code: "Error", message: "just text" });
  expect(jobErrorOf(new Error(""))).toMatchObject({ message: "Error" });
});

test("long texts are cut, so that the record stays small", () => {
  const error = new Error("m".repeat(10_000));
  expect(JSON.stringify(jobErrorOf(error)).length).toBeLessThan(13_000);
});
