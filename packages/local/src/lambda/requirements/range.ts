/** 0, 1, … up to `count` numbers. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
