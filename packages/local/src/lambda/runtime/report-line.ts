/** What Lambda's log says of an invocation at its end, after the request's id. */
export function reportLine(invocation: {
  durationMs: number;
  memoryMb: number;
  maxMemoryMb: number;
  /** Of the process, for its first invocation. */
  initMs: number | undefined;
}): string {
  const { durationMs, memoryMb, maxMemoryMb, initMs } = invocation;
  const parts = [
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${maxMemoryMb} MB`,
  ];
  if (initMs !== undefined) parts.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  return parts.map((part) => `${part}\t`).join("");
}
