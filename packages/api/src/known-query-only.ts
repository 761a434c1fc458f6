import { z } from "@hono/zod-openapi";
import { DomainError } from "@longhaul/core/error";
import type { MiddlewareHandler } from "hono";

/** Refuses query parameters that the route does not have: a mistyped filter must not pass as "no filter". */
export function knownQueryOnly(query: unknown): MiddlewareHandler {
  const known = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  const choice = known.length === 0 ? "there are none here" : `known are: ${known.join(", ")}`;
  return async function knownQueryOnly(c, next) {
    const unknown = Object.keys(c.req.query()).filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new DomainError(
        "invalid_input",
        `Unknown query parameter ${unknown.join(", ")}; ${choice}.`,
        unknown.map((name) => ({ pointer: `/query/${name}`, message: `is not known; ${choice}` })),
      );
    }
    await next();
  };
}
