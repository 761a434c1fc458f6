import { DomainError } from "@longhaul/core/error";
import { describe, expect, test } from "vitest";

import { retry } from "./retry.ts";

const named = (name: string, more: object = {}) => Object.assign(new Error("x"), { name, ...more });

/** Tries until it gives up, and the seconds that it waits in all. */
function until(error: Error): { tries: number; seconds: number } {
  let seconds = 0;
  for (let tries = 1; ; tries += 1) {
    const { shouldRetry, delay } = retry(error, tries);
    if (!shouldRetry) return { tries, seconds };
    seconds += delay !== undefined && "seconds" in delay ? (delay.seconds ?? 0) : 0;
  }
}

describe("retry", () => {
  test.each([
    new DomainError("invalid_input", "no"),
    new DomainError("job_not_found", "no"),
    new DomainError("payload_too_large", "no"),
  ])("does not repeat what the caller did wrong: $code", (error) => {
    expect(until(error).tries).toBe(1);
  });

  test.each([
    named("ThrottlingException", { $fault: "client" }),
    named("ProvisionedThroughputExceededException", { $fault: "client" }),
    named("TransactionConflictException", { $fault: "client" }),
    named("InternalServerError", { $fault: "server" }),
    named("Unheard", { $fault: "server" }),
    named("TimeoutError"),
    named("Error", { code: "ECONNREFUSED" }),
    new DomainError("conflict", "again"),
  ])("repeats for hours what is transient: $name", (error) => {
    const { tries, seconds } = until(error);
    expect(seconds).toBeGreaterThan(3 * 3600);
    expect(tries).toBeLessThanOrEqual(100);
  });

  test("gives up on a bug after a few tries", () => {
    expect(until(new TypeError("x is not a function")).tries).toBeLessThan(6);
  });

  test("waits at least a second and at most five minutes", () => {
    const delays = Array.from({ length: 50 }, (_, index) =>
      retry(named("ThrottlingException"), index + 1),
    ).map(({ delay }) => (delay !== undefined && "seconds" in delay ? delay.seconds : undefined));
    expect(delays[0]).toBe(1);
    expect(delays.at(-1)).toBe(300);
  });
});
