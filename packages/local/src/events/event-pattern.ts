import { patternTerm, type Matcher } from "./pattern-term.ts";

/**
 * An EventBridge pattern as a function: lists of terms at the leaves, objects between, `$or` among them.
 * Throws an Error that says what is wrong with the pattern.
 */
export function eventPattern(pattern: unknown): Matcher {
  if (!isObject(pattern) || Array.isArray(pattern)) throw new Error("a pattern must be an object");
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new Error("a pattern must not be empty");
  const fields = entries.map(([field, expected]) => fieldMatcher(field, expected));
  return function matches(event) {
    // Of a list of objects one must match as a whole.
    if (Array.isArray(event)) return event.some(matches);
    return fields.every((matchesField) => matchesField(event));
  };
}

function fieldMatcher(field: string, expected: unknown): Matcher {
  if (field === "$or") {
    if (!Array.isArray(expected)) throw new Error("$or must be a list of patterns");
    const options = expected.map(eventPattern);
    return (event) => options.some((matches) => matches(event));
  }
  if (!Array.isArray(expected)) {
    if (!isObject(expected)) throw new Error(`"${field}" must be an object or a list`);
    const matches = eventPattern(expected);
    return (event) => matches(valueOf(event, field));
  }
  if (expected.length === 0) throw new Error(`"${field}": a list must not be empty`);
  const terms = expected.map(patternTerm);
  return (event) => {
    const value = valueOf(event, field);
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    return terms.some((matches) => values.some(matches));
  };
}

function valueOf(event: unknown, field: string): unknown {
  return isObject(event) && Object.hasOwn(event, field) ? event[field] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
