/** When a failed invocation is repeated; AWS documents "with exponential backoff", not the numbers. */
export const invocationRetry = {
  /** So often, what broke outside the handler is repeated without a delay. */
  immediateRetries: 3,
  firstDelayMs: 1_000,
  longestDelayMs: 300_000,
} as const;

/** `failures`: how many in a row, the one just seen included. */
export function retryDelayMs(errorType: string, failures: number): number {
  const isOutside =
    /^(Runtime|Sandbox|Extension)\./.test(errorType) && errorType !== "Sandbox.Timedout";
  const immediate = isOutside ? invocationRetry.immediateRetries : 0;
  if (failures <= immediate) return 0;
  const doublings = failures - immediate - 1;
  return Math.min(invocationRetry.firstDelayMs * 2 ** doublings, invocationRetry.longestDelayMs);
}
