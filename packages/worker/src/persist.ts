import { setTimeout as sleep } from "node:timers/promises";

import { DomainError } from "@longhaul/core/error";

const mostDelayMs = 30_000;

/**
 * Does what must not be lost because AWS throttles or is away for a while: tries again, for ten minutes unless said.
 * A DomainError that will stay the same is an answer, and thrown at once.
 */
export async function persist<Result>(
  action: () => Promise<Result>,
  options: { failed: (error: unknown) => void; forMs?: number; firstDelayMs?: number },
): Promise<Result> {
  const { failed, forMs = 600_000, firstDelayMs = 250 } = options;
  const givenUpAt = performance.now() + forMs;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(mostDelayMs, delayMs * 2)) {
    try {
      return await action();
    } catch (error) {
      if (isAnswer(error) || performance.now() + delayMs > givenUpAt) throw error;
      failed(error);
    }
    await sleep(delayMs * (0.5 + Math.random() / 2));
  }
}

const isAnswer = (error: unknown): boolean =>
  error instanceof DomainError && error.code !== "conflict" && error.code !== "unavailable";
