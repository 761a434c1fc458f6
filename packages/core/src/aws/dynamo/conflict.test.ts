import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";

import { isConditionFailed, isConflict, retryConflicts } from "./conflict.ts";

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe("a refused write", () => {
  test("that met another one may be tried again", () => {
    expect(isConflict(cancelled("None", "TransactionConflict"))).toBe(true);
    expect(isConflict(cancelled("ThrottlingError", "TransactionConflict"))).toBe(true);
  });

  test("whose condition did not hold is no conflict, whatever else it met", () => {
    const error = cancelled("ConditionalCheckFailed", "TransactionConflict");
    expect(isConflict(error)).toBe(false);
    expect(isConditionFailed(error)).toBe(true);
  });

  test("that was not valid is neither", () => {
    const error = cancelled("None", "ItemCollectionSizeLimitExceeded");
    expect(isConflict(error)).toBe(false);
    expect(isConditionFailed(error)).toBe(false);
    expect(isConflict(new Error("TransactionConflict"))).toBe(false);
  });
});

describe("retryConflicts", () => {
  test("tries again until the other write is through", async () => {
    let tries = 0;
    const write = async () => {
      tries += 1;
      if (tries < 3) throw cancelled("TransactionConflict");
      return "written";
    };
    expect(await retryConflicts(write)).toBe("written");
  });

  test("anything else is thrown at once", async () => {
    let tries = 0;
    const write = async () => {
      tries += 1;
      throw cancelled("ConditionalCheckFailed");
    };
    await expect(retryConflicts(write)).rejects.toThrow("cancelled");
    expect(tries).toBe(1);
  });
});
