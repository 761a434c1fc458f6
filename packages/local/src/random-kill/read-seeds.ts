/** The seeds that `text` names: `7`, `1-20` or `3,5,9-12`. Throws an Error for anything else. */
export function readSeeds(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const count = Number(last) - Number(first) + 1;
    if (!(count > 0)) throw new Error(`SEEDS is "${text}"; it must be like 7, 1-20 or 3,5,9-12`);
    return Array.from({ length: count }, (_, index) => Number(first) + index);
  });
}
