/**
 * Where in a JSON value a text holds a surrogate without its other half, as text that was cut in two has it: a JSON
 * pointer. JSON can spell it (`"\ud83d"`), no table can keep it. Undefined where all is well.
 */
export function findHalfCharacter(value: unknown): string | undefined {
  // Not by recursion: a body may be nested deeper than the stack.
  const left: { part: unknown; pointer: string }[] = [{ part: value, pointer: "" }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { part, pointer } = next;
    if (typeof part === "string" && !part.isWellFormed()) return pointer;
    if (typeof part !== "object" || part === null) continue;
    for (const [name, inner] of Object.entries(part)) {
      if (!name.isWellFormed()) return pointer;
      left.push({ part: inner, pointer: `${pointer}/${escapePointer(name)}` });
    }
  }
  return undefined;
}

const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
