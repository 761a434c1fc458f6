import type { IncomingMessage } from "node:http";

import { AwsError } from "./aws-error.ts";
import { requestAborted } from "./request-aborted.ts";
import type { HttpRequest } from "./service.ts";

/** The largest request of any service, DynamoDB's BatchWriteItem, and what is around it. */
const bodyLimit = 16 * 1024 * 1024 + 256 * 1024;

/** Throws AwsError for a body that is too large or not all there, or a path that cannot be decoded. */
export async function readRequest(
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const [path = "/", ...query] = (request.url ?? "/").split("?");
  return {
    method: request.method ?? "GET",
    segments: path.split("/").slice(1).map(decodeSegment),
    query: new URLSearchParams(query.join("?")),
    headers: request.headers,
    body: await readBody(request),
    signal,
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError("ValidationException", `"${segment}" in the path is not percent-encoded.`);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) throw new Error("the request was read as text");
      size += chunk.byteLength;
      // The rest is read all the same: a client hears an answer only when it could send everything.
      if (size <= bodyLimit) chunks.push(chunk);
    }
  } catch (error) {
    // No failure of ours, so nothing to report.
    if (!request.complete && request.destroyed) throw requestAborted();
    throw error;
  }
  if (size <= bodyLimit) return Buffer.concat(chunks);
  throw new AwsError(
    "RequestTooLargeException",
    `The request has ${size} bytes; ${bodyLimit} are the most that any operation takes.`,
    413,
  );
}
