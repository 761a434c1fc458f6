import { z } from "zod";

export const quantileDigestSchema = z.object({
  compression: z.number().positive(),
  means: z.array(z.number()),
  weights: z.array(z.number()),
  pending: z.array(z.number()),
});
type State = z.infer<typeof quantileDigestSchema>;

/**
 * Quantiles of a stream of numbers in fixed memory: the merging t-digest of T. Dunning and O. Ertl, with at most
 * `compression` centroids. Its state is all of it, pending values too, so that a restored one goes on identically.
 */
export class QuantileDigest {
  #state: State;

  constructor(compression: number, state?: State) {
    this.#state = state ?? { compression, means: [], weights: [], pending: [] };
  }

  add(value: number): void {
    this.#state.pending.push(value);
    if (this.#state.pending.length >= this.#state.compression / 2) this.#merge();
  }

  /** `undefined` when nothing was added. */
  quantile(share: number): number | undefined {
    this.#merge();
    const { means, weights } = this.#state;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const target = share * total;
    let before = 0;
    let last: { at: number; mean: number } | undefined;
    for (const [index, mean] of means.entries()) {
      const weight = weights[index] ?? 0;
      // A centroid's mean stands at the middle of the ranks that it covers.
      const at = before + weight / 2;
      if (target <= at) {
        if (last === undefined) return mean;
        return last.mean + ((mean - last.mean) * (target - last.at)) / (at - last.at);
      }
      last = { at, mean };
      before += weight;
    }
    return last?.mean;
  }

  shrink(compression: number): void {
    if (compression >= this.#state.compression) return;
    this.#state.compression = compression;
    this.#merge();
  }

  toJSON(): State {
    return this.#state;
  }

  #merge(): void {
    const { compression, pending } = this.#state;
    if (pending.length === 0 && this.#state.means.length <= compression) return;
    const points = this.#sortedPoints();
    const total = points.reduce((sum, point) => sum + point.weight, 0);
    const means: number[] = [];
    const weights: number[] = [];
    let before = 0;
    let mean = 0;
    let weight = 0;
    let mostWeight = 0;
    for (const point of points) {
      if (weight > 0 && before + weight + point.weight <= mostWeight) {
        weight += point.weight;
        mean += ((point.mean - mean) * point.weight) / weight;
        continue;
      }
      if (weight > 0) {
        means.push(mean);
        weights.push(weight);
        before += weight;
      }
      mean = point.mean;
      weight = point.weight;
      mostWeight = total * furthestShare(before / total, compression);
    }
    if (weight > 0) {
      means.push(mean);
      weights.push(weight);
    }
    this.#state = { compression, means, weights, pending: [] };
  }

  #sortedPoints(): { mean: number; weight: number }[] {
    const { means, weights, pending } = this.#state;
    const centroids = means.map((mean, index) => ({ mean, weight: weights[index] ?? 0 }));
    return [...centroids, ...pending.map((mean) => ({ mean, weight: 1 }))].toSorted(
      (a, b) => a.mean - b.mean,
    );
  }
}

/** Up to which share of all weight a centroid may reach that starts at `share`: small at the ends, wide in the middle. */
function furthestShare(share: number, compression: number): number {
  const scaled = (compression / (2 * Math.PI)) * Math.asin(2 * share - 1) + 1;
  if (scaled >= compression / 4) return 1;
  return (Math.sin((2 * Math.PI * scaled) / compression) + 1) / 2;
}
