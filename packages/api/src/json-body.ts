import { DomainError } from "@longhaul/core/error";
import type { MiddlewareHandler } from "hono";

import { findHalfCharacter } from "./find-half-character.ts";

/** Only so can JSON spell half a character. */
const surrogate = /\\u[dD][89a-fA-F]/;
const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** Bodies are JSON, or refused with a word on where they are not. */
export function jsonBody(): MiddlewareHandler {
  return async function jsonBody(c, next) {
    if (c.req.raw.body === null) return next();
    const text = await c.req.text();
    if (text === "") return next();
    if (!jsonType.test(c.req.header("content-type") ?? "")) {
      throw new DomainError(
        "unsupported_media_type",
        "Send the body as JSON, with the header Content-Type: application/json.",
      );
    }
    assertJson(text);
    return next();
  };
}

function assertJson(text: string): void {
  const value = parse(text);
  const half = surrogate.test(text) ? findHalfCharacter(value) : undefined;
  if (half === undefined) return;
  const message = "has half a character: a surrogate without its other half";
  throw new DomainError("invalid_input", `${half || "The body"} ${message}.`, [
    { pointer: half, message },
  ]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message : "not valid JSON";
    throw new DomainError("invalid_input", `The body is not JSON: ${where}.`, [
      { pointer: "", message: where },
    ]);
  }
}
