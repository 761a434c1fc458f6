import type { Matcher } from "./pattern-term.ts";

const comparisons = {
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  "=": (a: number, b: number) => a === b,
  ">=": (a: number, b: number) => a >= b,
  ">": (a: number, b: number) => a > b,
};

/** `[">", 0, "<=", 5]`: all of the comparisons must hold. */
export function numericTerm(operand: unknown): Matcher {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw new Error("numeric must be a list of operators and numbers");
  }
  const list: unknown[] = operand;
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < list.length; index += 2) {
    const operator = list[index];
    const bound = list[index + 1];
    if (!isComparison(operator) || typeof bound !== "number") {
      throw new Error(`numeric: cannot compare with ${JSON.stringify([operator, bound])}`);
    }
    tests.push((value) => comparisons[operator](value, bound));
  }
  return (value) => typeof value === "number" && tests.every((holds) => holds(value));
}

function isComparison(operator: unknown): operator is keyof typeof comparisons {
  return typeof operator === "string" && Object.hasOwn(comparisons, operator);
}
