import { numericTerm } from "./numeric-term.ts";

/** Gets `undefined` for a field that the event does not have. */
export type Matcher = (value: unknown) => boolean;

/** One entry of a pattern's list. Throws an Error for what EventBridge does not know. */
export function patternTerm(term: unknown): Matcher {
  if (typeof term !== "object" || term === null) return (value) => value === term;
  const entries: [string, unknown][] = Object.entries(term);
  const [name, operand] = entries[0] ?? [];
  if (name === undefined || entries.length > 1) {
    throw new Error("a match expression must have exactly one operator");
  }
  switch (name) {
    case "exists": {
      if (typeof operand !== "boolean") throw new Error("exists must be true or false");
      return (value) => (value !== undefined) === operand;
    }
    case "numeric":
      return numericTerm(operand);
    case "anything-but": {
      const excluded = (Array.isArray(operand) ? operand : [operand]).map(patternTerm);
      return (value) => value !== undefined && !excluded.some((matches) => matches(value));
    }
    default:
      return textTerm(name, operand);
  }
}

function textTerm(name: string, operand: unknown): Matcher {
  if (name === "prefix" || name === "suffix") {
    const edge = name === "prefix" ? "startsWith" : "endsWith";
    if (typeof operand === "string")
      return (value) => typeof value === "string" && value[edge](operand);
    const folded = ignoredCase(operand);
    if (folded !== undefined)
      return (value) => typeof value === "string" && value.toLowerCase()[edge](folded);
  }
  if (name === "equals-ignore-case" && typeof operand === "string") {
    const folded = operand.toLowerCase();
    return (value) => typeof value === "string" && value.toLowerCase() === folded;
  }
  if (name === "wildcard" && typeof operand === "string") {
    const expression = new RegExp(`^${operand.split("*").map(literal).join(".*")}$`, "s");
    return (value) => typeof value === "string" && expression.test(value);
  }
  throw new Error(`unrecognized match expression: ${JSON.stringify({ [name]: operand })}`);
}

function ignoredCase(operand: unknown): string | undefined {
  if (typeof operand !== "object" || operand === null) return undefined;
  const text: unknown = Object.entries(operand).find(([key]) => key === "equals-ignore-case")?.[1];
  return typeof text === "string" ? text.toLowerCase() : undefined;
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
