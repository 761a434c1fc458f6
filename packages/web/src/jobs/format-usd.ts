const cents = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD" });
const small = new Intl.NumberFormat(undefined, {
  style: "currency",
  currency: "USD",
  maximumSignificantDigits: 2,
});

/** `$12.30`; below ten cents its two leading digits, as most jobs cost less than a cent: `$0.0021`. */
export const formatUsd = (usd: number): string => (usd < 0.1 ? small : cents).format(usd);
