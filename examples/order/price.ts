const prices: Record<string, number> = { book: 12, lamp: 40 };

/** What so many of an item cost. */
export async function handler({ item, count }: { item: string; count: number }) {
  const price = prices[item];
  if (price === undefined) throw new Error(`nothing is called "${item}"`);
  return { total: price * count, currency: process.env["CURRENCY"] };
}
