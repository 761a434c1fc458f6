import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Database } from "./database.ts";
import { errorAnswer } from "./error-answer.ts";
import { readRequest } from "./read-request.ts";
import { refuseStrangers } from "./refuse-strangers.ts";
import type { Router } from "./router.ts";
import type { HttpAnswer } from "./service.ts";

export interface RequestParts {
  router: Router;
  db: Database;
  /** Hears of failures that the client is not told of. */
  report: (error: unknown) => void;
}

/** One request, answered only when all that was written for it is on disk. */
export async function answerRequest(
  parts: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isJsonProtocol = request.headers["x-amz-target"] !== undefined;
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  let answer: HttpAnswer;
  try {
    answer = await findAnswer(parts, request, gone.signal, isJsonProtocol);
    await parts.db.committed();
  } catch (error) {
    answer = errorAnswer(error, isJsonProtocol, parts.report);
  }
  send(response, answer, isJsonProtocol ? request.headers["content-type"] : undefined);
}

/** A refusal is an answer too: what was written before it counts. */
async function findAnswer(
  parts: RequestParts,
  request: IncomingMessage,
  signal: AbortSignal,
  isJsonProtocol: boolean,
): Promise<HttpAnswer> {
  try {
    refuseStrangers(request.headers);
    return await parts.router.answer(await readRequest(request, signal));
  } catch (error) {
    return errorAnswer(error, isJsonProtocol, parts.report);
  }
}

function send(response: ServerResponse, answer: HttpAnswer, asked: string | undefined): void {
  if (response.destroyed) return;
  const { status, headers = {}, body } = answer;
  const isObject = typeof body === "object" && !Buffer.isBuffer(body);
  const content = isObject ? JSON.stringify(body) : (body ?? "");
  if (isObject) response.setHeader("content-type", asked ?? "application/json");
  response.setHeader("x-amzn-requestid", randomUUID());
  response.writeHead(status, { "content-length": Buffer.byteLength(content), ...headers });
  response.end(content);
}
