import type { Database } from "./database.ts";
import { errorAnswer } from "./error-answer.ts";
import type { Router } from "./router.ts";
import type { HttpAnswer, HttpRequest } from "./service.ts";

export interface AnswerParts {
  router: Router;
  db: Database;
  /** Hears of failures that the client is not told of. */
  report: (error: unknown) => void;
}

/** The answer, when all that was written for it is on disk. Never rejects. */
export async function answerDurably(
  parts: AnswerParts,
  read: () => HttpRequest | Promise<HttpRequest>,
  isJsonProtocol: boolean,
): Promise<HttpAnswer> {
  try {
    // What would be refused is not begun.
    if (parts.db.isRefused) await parts.db.committed();
    const answer = await findAnswer(parts, read, isJsonProtocol);
    await parts.db.committed();
    return answer;
  } catch (error) {
    return errorAnswer(error, isJsonProtocol, parts.report);
  }
}

/** A refusal is an answer too: what was written before it counts. */
async function findAnswer(
  parts: AnswerParts,
  read: () => HttpRequest | Promise<HttpRequest>,
  isJsonProtocol: boolean,
): Promise<HttpAnswer> {
  try {
    return await parts.router.answer(await read());
  } catch (error) {
    return errorAnswer(error, isJsonProtocol, parts.report);
  }
}
