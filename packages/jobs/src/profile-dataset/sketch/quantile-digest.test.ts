import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { QuantileDigest, quantileDigestSchema } from "./quantile-digest.ts";

const shares = [0.05, 0.25, 0.5, 0.75, 0.95];

/** How far, in share of all values, the answer is from the rank that was asked for; ties count as a hit. */
function rankError(values: number[], share: number, answer: number): number {
  const below = values.filter((value) => value < answer).length / values.length;
  const upTo = values.filter((value) => value <= answer).length / values.length;
  return Math.max(0, below - share, share - upTo);
}

function digestOf(values: number[], compression = 100): QuantileDigest {
  const digest = new QuantileDigest(compression);
  for (const value of values) digest.add(value);
  return digest;
}

const series: [name: string, values: number[]][] = [
  ["ascending", Array.from({ length: 20_000 }, (_, index) => index)],
  ["descending", Array.from({ length: 20_000 }, (_, index) => -index)],
  ["skewed", Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 20_011) ** 4)],
  ["two values", Array.from({ length: 20_000 }, (_, index) => (index % 10 === 0 ? 1e9 : 1))],
];

test.each(series)("%s values: ranks within 1.5 %%", (_, values) => {
  const digest = digestOf(values);
  for (const share of shares) {
    expect(rankError(values, share, digest.quantile(share) ?? NaN)).toBeLessThan(0.015);
  }
});

test("any values: ranks within 2 % and one value", () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 500 });
  fc.assert(
    fc.property(numbers, (values) => {
      const digest = digestOf(values);
      for (const share of shares) {
        const error = rankError(values, share, digest.quantile(share) ?? NaN);
        expect(error).toBeLessThan(0.02 + 1 / values.length);
      }
    }),
    { numRuns: 100 },
  );
});

test("nothing has no quantiles", () => {
  expect(new QuantileDigest(100).quantile(0.5)).toBeUndefined();
});

describe("its state", () => {
  test("stays small", () => {
    const state = digestOf(series[2]?.[1] ?? []).toJSON();
    expect(state.means.length + state.pending.length).toBeLessThanOrEqual(200);
  });

  test("stored and restored at any point, it goes on as if it had not been", () => {
    const values = (series[2]?.[1] ?? []).slice(0, 1000);
    const unbroken = digestOf(values);
    for (let cut = 0; cut < values.length; cut += 37) {
      const stored: unknown = JSON.parse(JSON.stringify(digestOf(values.slice(0, cut))));
      const resumed = new QuantileDigest(100, quantileDigestSchema.parse(stored));
      for (const value of values.slice(cut)) resumed.add(value);
      expect(JSON.stringify(resumed)).toBe(JSON.stringify(unbroken));
    }
  });
});
