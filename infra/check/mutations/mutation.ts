import type { Variant } from "../graph-schema.ts";

interface Mistake {
  /** Anywhere in the checkout. */
  file: string;
  /** Text that is there once, */
  from: string;
  /** and what stands in its place. */
  to: string;
  /** What has to be evaluated; default: production for a mistake in the program, nothing for any other. */
  variant?: Variant | readonly Variant[];
}

/** A mistake, and what has to notice it: each of these tests, by its whole title, or the evaluation in these words. */
export type Mutation = Mistake & ({ fails: string | readonly string[] } | { refused: string });

export const titlesOf = (mutation: Mutation): string[] =>
  "fails" in mutation ? [mutation.fails].flat() : [];

const isOfProgram = /^(sst\.config\.ts|infra\/[\w-]+\.ts)$/;

export const variantsOf = ({ file, variant }: Mutation): Variant[] =>
  [variant ?? (isOfProgram.test(file) ? "production" : [])].flat();

/** In how many places of the text the mistake could be made: in one, if it can be made at all. */
export const placesOf = (text: string, { from }: Mutation): number => text.split(from).length - 1;

/** The text with the mistake in it. */
export function makeMistake(text: string, mutation: Mutation): string {
  const { file, from, to } = mutation;
  if (placesOf(text, mutation) !== 1)
    throw new Error(`${file} has not just one ${JSON.stringify(from)}.`);
  return text.replace(from, () => to);
}
