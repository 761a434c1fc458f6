import type { Readable } from "node:stream";

/** A program that never ends its line must not fill the memory; CloudWatch takes events of this size. */
const longestLine = 256 * 1024;

/** Calls `take` with every line of a stream, the last one too; resolves at its end. */
export async function splitLines(stream: Readable, take: (line: string) => void): Promise<void> {
  stream.setEncoding("utf8");
  const chunks: AsyncIterable<string> = stream;
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
    while (rest.length > longestLine) {
      take(rest.slice(0, longestLine));
      rest = rest.slice(longestLine);
    }
  }
  if (rest !== "") take(rest);
}
