/** The system takes longer to tell than a short invocation takes. */
const freshMs = 100;

let known = 0;
let knownAt = -Infinity;

/** The most memory that this process ever used, in MiB. */
export function memoryMb(): number {
  const now = performance.now();
  if (now - knownAt > freshMs) {
    known = Math.ceil(process.resourceUsage().maxRSS / 1024);
    knownAt = now;
  }
  return known;
}
