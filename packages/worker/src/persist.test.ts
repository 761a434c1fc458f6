import { DomainError } from "@longhaul/core/error";
import { expect, test } from "vitest";

import { persist } from "./persist.ts";

function failing(times: number, error: Error) {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw error;
    return calls;
  };
}

const options = { failed: () => undefined, firstDelayMs: 1 };

test("what fails is tried again, and each failure told", async () => {
  const told: unknown[] = [];
  const error = new Error("throttled");
  const result = await persist(failing(3, error), { ...options, failed: (e) => told.push(e) });
  expect(result).toBe(4);
  expect(told).toEqual([error, error, error]);
});

test("an answer is no failure, a conflict is", async () => {
  const refusal = new DomainError("payload_too_large", "too large");
  await expect(persist(failing(1, refusal), options)).rejects.toBe(refusal);
  expect(await persist(failing(1, new DomainError("conflict", "again")), options)).toBe(2);
});

test("not for ever", async () => {
  const error = new Error("gone");
  await expect(persist(failing(1e9, error), { ...options, forMs: 10 })).rejects.toBe(error);
});
