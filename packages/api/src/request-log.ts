import { DomainError } from "@longhaul/core/error";
import { log } from "@longhaul/core/log";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";

import type { ApiEnv } from "./api-env.ts";

/** One line a request, when its answer begins. Never the query, a header or a body: those may hold secrets. */
export function requestLog(): MiddlewareHandler<ApiEnv> {
  return async function requestLog(c, next) {
    const startedAt = performance.now();
    await next();
    const caller = c.get("caller");
    const line = {
      requestId: c.get("requestId"),
      method: c.req.method,
      route: routePath(c, -1),
      path: c.req.path,
      status: c.res.status,
      durationMs: Math.round(performance.now() - startedAt),
      ...(caller !== undefined && !(caller instanceof DomainError) && { keyId: caller.keyId }),
    };
    if (c.req.path.startsWith("/v1/")) log.info("request.answered", line);
    else log.debug("request.answered", line);
  };
}
