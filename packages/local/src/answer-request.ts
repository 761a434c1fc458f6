import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { answerDurably, type AnswerParts } from "./answer-durably.ts";
import { readRequest } from "./read-request.ts";
import { refuseStrangers } from "./refuse-strangers.ts";
import type { HttpAnswer } from "./service.ts";

/** One request over HTTP. */
export async function answerRequest(
  parts: AnswerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isJsonProtocol = request.headers["x-amz-target"] !== undefined;
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const read = () => {
    refuseStrangers(request.headers);
    return readRequest(request, gone.signal);
  };
  const answer = await answerDurably(parts, read, isJsonProtocol);
  send(response, answer, isJsonProtocol ? request.headers["content-type"] : undefined);
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
