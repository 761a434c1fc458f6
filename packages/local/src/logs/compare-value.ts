import { patternRegex } from "./pattern-regex.ts";
import { invalidPattern, type PatternToken } from "./pattern-tokens.ts";

/** Whether a value of a log line is as the pattern wants it. Lists, objects and what is absent never are. */
export type ValueTest = (value: unknown) => boolean;

const orders: Record<string, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

/** Throws AwsError for what cannot be compared so. */
export function compareValue(operator: string, wanted: PatternToken): ValueTest {
  const isWanted = equals(wanted);
  if (operator === "=") return (value) => isScalar(value) && isWanted(value);
  if (operator === "!=") return (value) => isScalar(value) && !isWanted(value);
  const compare = orders[operator];
  const bound = numberOf(wanted.text);
  if (compare === undefined || bound === undefined) {
    throw invalidPattern(`${operator} ${wanted.text} is no comparison`);
  }
  return (value) => {
    const number = numberOf(value);
    return number !== undefined && compare(number, bound);
  };
}

function equals(wanted: PatternToken): (value: string | number | boolean) => boolean {
  if (wanted.kind === "regex") {
    const regex = patternRegex(wanted.text);
    return (value) => regex.test(String(value));
  }
  if (wanted.kind !== "text" && wanted.kind !== "word") {
    throw invalidPattern(`${wanted.text} is no value`);
  }
  const number = wanted.kind === "word" ? numberOf(wanted.text) : undefined;
  const isLike = wildcard(wanted.text);
  return (value) => isLike(String(value)) || (number !== undefined && numberOf(value) === number);
}

/** In texts and numbers alike, * stands for anything. */
function wildcard(text: string): (value: string) => boolean {
  const parts = text.split(/(?<!\\)\*/).map((part) => part.replaceAll(/\\(.)/g, "$1"));
  const source = parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*");
  const regex = new RegExp(`^${source}$`, "s");
  return (value) => regex.test(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value)) {
    return undefined;
  }
  return Number(value);
}
