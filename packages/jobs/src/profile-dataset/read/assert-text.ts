import { JobFailure } from "../../job-failure.ts";

const starts: [bytes: number[], what: string, remedy: string][] = [
  [[0xff, 0xfe], "UTF-16 text", "Convert it to UTF-8"],
  [[0xfe, 0xff], "UTF-16 text", "Convert it to UTF-8"],
  [[0x1f, 0x8b], "compressed with gzip", "Unpack it"],
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or a spreadsheet", "Unpack it, or export it as CSV"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd", "Unpack it"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file", "Export it as CSV or NDJSON"],
];

/** Throws `not_text` when a file's first bytes say that it is something else. */
export function assertText(bytes: Buffer): void {
  for (const [start, what, remedy] of starts) {
    if (start.every((byte, index) => bytes[index] === byte)) {
      const message = `The source is ${what}. ${remedy} and try again.`;
      throw new JobFailure("not_text", message, { isRetryable: false });
    }
  }
}
