const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of `rate(5 minutes)`. Throws an Error that says what is accepted. */
export function scheduleRate(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (second|minute|hour|day)s?\)$/.exec(expression) ?? [];
  const intervalMs =
    Number(count) * (unit !== undefined && isUnit(unit) ? unitMs[unit] : Number.NaN);
  if (intervalMs > 0) return intervalMs;
  throw new Error(
    `the schedule ${expression} is not valid: use rate(n seconds|minutes|hours|days)`,
  );
}

function isUnit(unit: string): unit is keyof typeof unitMs {
  return Object.hasOwn(unitMs, unit);
}
