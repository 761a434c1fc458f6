import { z } from "zod";

import { AwsError } from "../aws-error.ts";

export const strategySchema = z
  .array(
    z.object({
      capacityProvider: z.string(),
      weight: z.number().int().min(0).max(1000).default(0),
      base: z.number().int().min(0).max(100_000).default(0),
    }),
  )
  .max(20)
  .default([]);

export const capacityProviders = ["FARGATE", "FARGATE_SPOT"];

/** A provider for each of `count` tasks: the base first, then by weight. Empty without a strategy. */
export function assignProviders(
  strategy: z.output<typeof strategySchema>,
  count: number,
): string[] {
  for (const { capacityProvider } of strategy) {
    if (capacityProviders.includes(capacityProvider)) continue;
    throw new AwsError(
      "InvalidParameterException",
      `The specified capacity provider '${capacityProvider}' was not found. Specify a valid name or ARN and try again.`,
    );
  }
  const assigned = strategy.flatMap(({ capacityProvider, base }) =>
    Array<string>(base).fill(capacityProvider),
  );
  const single = strategy.length === 1;
  if (strategy.length > 1 && strategy.every(({ weight }) => weight === 0)) {
    throw new AwsError(
      "InvalidParameterException",
      "At least one capacity provider in the strategy must have a weight greater than 0.",
    );
  }
  const weighted = strategy.flatMap(({ capacityProvider, weight }) =>
    Array<string>(single ? 1 : weight).fill(capacityProvider),
  );
  while (weighted.length > 0 && assigned.length < count) assigned.push(...weighted);
  return assigned.slice(0, count);
}
