import { compareValue } from "./compare-value.ts";
import { PatternReader, type LineTest } from "./pattern-reader.ts";
import { invalidPattern, patternTokens } from "./pattern-tokens.ts";

/** CloudWatch's pattern for lines of JSON: `{ $.level = "ERROR" && $.status >= 500 }`. Throws AwsError. */
export function jsonPattern(pattern: string): LineTest<string> {
  const reader = new PatternReader<object>(patternTokens(pattern), readCondition);
  reader.expect("{");
  const test = reader.expression();
  reader.expect("}");
  if (!reader.isAtEnd) throw invalidPattern("something follows its last }");
  return (message) => {
    const json = parsed(message);
    return json !== undefined && test(json);
  };
}

function readCondition(reader: PatternReader<object>): LineTest<object> {
  const selector = reader.take();
  if (selector.kind !== "selector") throw invalidPattern(`${selector.text} is no property`);
  const select = selection(selector.text);
  const operator = reader.take().text;
  const wanted = reader.take();
  const what = `${operator} ${wanted.text}`.toUpperCase();
  if (what === "NOT EXISTS") return (json) => select(json).length === 0;
  const literal = literals.get(what);
  if (literal !== undefined) return (json) => select(json).includes(literal);
  const isWanted = compareValue(operator, wanted);
  return (json) => select(json).some(isWanted);
}

const literals = new Map<string, unknown>([
  ["IS NULL", null],
  ["IS TRUE", true],
  ["IS FALSE", false],
]);

/** All that `$.users[*].name` names in a line. */
function selection(selector: string): (json: unknown) => unknown[] {
  const parts = selector.matchAll(/\["([^"]*)"\]|\['([^']*)'\]|\[(\d+|\*)\]|\.([\w-]+)/g);
  const steps = [...parts].map(
    ([, quoted, single, index, name]) => quoted ?? single ?? index ?? name ?? "",
  );
  return (json) =>
    steps.reduce<unknown[]>((found, step) => found.flatMap((at) => members(at, step)), [json]);
}

function members(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (name === "*" && Array.isArray(value)) return value;
  const entry = Object.entries(value).find(([key]) => key === name);
  return entry === undefined ? [] : [entry[1]];
}

function parsed(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    const json: unknown = JSON.parse(message);
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    // Most lines are no JSON, and match no pattern for it.
    return undefined;
  }
}
