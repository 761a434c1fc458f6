interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A token bucket per limit, as AWS's own throttles: one second's worth at once, then at the rate. */
export class RateLimits {
  readonly #buckets = new Map<number, Bucket>();

  /** Whether one more call at `nowMs` is over the limit; one that is not counts. */
  exceeds(id: number, perSecond: number, nowMs: number): boolean {
    const capacity = Math.max(1, perSecond);
    const bucket = this.#buckets.get(id) ?? { tokens: capacity, filledAt: nowMs };
    const gained = ((nowMs - bucket.filledAt) / 1_000) * perSecond;
    bucket.tokens = Math.min(capacity, bucket.tokens + Math.max(0, gained));
    bucket.filledAt = nowMs;
    this.#buckets.set(id, bucket);
    if (bucket.tokens < 1) return true;
    bucket.tokens -= 1;
    return false;
  }
}
