/** To a billionth of a dollar: below any price, above the noise of binary fractions. */
export const roundUsd = (usd: number): number => Math.round(usd * 1e9) / 1e9;
