import type { HttpRequest } from "../service.ts";

const mostBytes = 4096;

/** The header with the end of an invocation's log, if the call asked for it (LogType: Tail). */
export function logResult(request: HttpRequest, log: string | undefined): Record<string, string> {
  const isAsked = request.headers["x-amz-log-type"] === "Tail";
  if (!isAsked || log === undefined) return {};
  return { "x-amz-log-result": lastBytes(Buffer.from(log)).toString("base64") };
}

/** From the first whole character. */
function lastBytes(text: Buffer): Buffer {
  const tail = text.subarray(-mostBytes);
  return tail.subarray(tail.findIndex((byte) => (byte & 0xc0) !== 0x80));
}
