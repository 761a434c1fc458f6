/** Names bound so far, by the requirement itself or by what was found in the history. */
export type Bindings = Map<string, unknown>;

/** Puts bound names into a value; `${GEN_STR:n}` becomes n random letters and digits. */
export function substitute(value: unknown, bindings: Bindings): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{(\w+)(?::(\d+))?\}/g, (whole, name: string, length?: string) => {
      if (name === "GEN_STR") return randomText(Number(length));
      return bindings.has(name) ? String(bindings.get(name)) : whole;
    });
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, bindings));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, substitute(inner, bindings)]),
  );
}

/** Where `actual` is not what a requirement expects; binds the names that it meets first. */
export function mismatches(
  expected: unknown,
  actual: unknown,
  bindings: Bindings,
  path = "",
): string[] {
  if (actual === undefined) return [`${path} is missing`];
  if (expected === "*" || (isObject(expected) && Object.keys(expected).length === 0)) return [];
  if (typeof expected === "string") return mismatchedText(expected, actual, bindings, path);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path} has not ${expected.length} items`];
    }
    return expected.flatMap((item, index) =>
      mismatches(item, actual[index], bindings, `${path}[${index}]`),
    );
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${path} is no object but ${JSON.stringify(actual)}`];
    return Object.entries(expected).flatMap(([key, inner]) =>
      mismatches(inner, actual[key], bindings, `${path}.${key}`),
    );
  }
  return expected === actual
    ? []
    : [`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
}

function mismatchedText(
  expected: string,
  actual: unknown,
  bindings: Bindings,
  path: string,
): string[] {
  const found = typeof actual === "string" ? actual : JSON.stringify(actual);
  const regex = /^\$\{\/(.*)\/\}$/.exec(expected)?.[1];
  if (regex !== undefined) {
    return new RegExp(regex).test(found) ? [] : [`${path} is ${found}, not like ${regex}`];
  }
  const name = /^\$\{(\w+)\}$/.exec(expected)?.[1];
  if (name !== undefined && !bindings.has(name)) {
    bindings.set(name, actual);
    return [];
  }
  const wanted = substitute(expected, bindings);
  return found === wanted ? [] : [`${path} is ${found}, not ${String(wanted)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

function randomText(length: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
}
