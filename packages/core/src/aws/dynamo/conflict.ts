import { setTimeout as sleep } from "node:timers/promises";

import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";

const mostTries = 8;
const longestPauseMs = 50;

/** Reasons for which nothing was written and the same write may succeed a moment later. */
const passing = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/** Tries again while the write meets another one on the same item; the SDK does not. */
export async function retryConflicts<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; attempt < mostTries; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isConflict(error)) throw error;
      await sleep(Math.random() * longestPauseMs * attempt);
    }
  }
  return write();
}

/** True: another write was on the same item at the same time. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    const codes = failedReasons(error);
    return codes.length > 0 && codes.every((code) => passing.has(code));
  }
  return error instanceof Error && error.name === "TransactionConflictException";
}

/** True: a condition of the write did not hold. */
export function isConditionFailed(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return failedReasons(error).includes("ConditionalCheckFailed");
  }
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}

const failedReasons = (error: TransactionCanceledException): string[] =>
  (error.CancellationReasons ?? []).flatMap(({ Code }) =>
    Code === undefined || Code === "None" ? [] : [Code],
  );
