import { createRoute, type RouteConfig } from "@hono/zod-openapi";

import { type Access, requireAccess } from "./auth.ts";
import { knownQueryOnly } from "./known-query-only.ts";

/** A route cannot be written without saying who may call it and how it reads in the reference. */
export function apiRoute<
  Path extends string,
  Config extends Omit<RouteConfig, "path" | "middleware" | "security"> & {
    path: Path;
    operationId: string;
    summary: string;
    tags: string[];
  },
>(access: Access, config: Config) {
  return createRoute({
    ...config,
    "x-role": access,
    security: access === "anyone" ? [] : [{ ApiKey: [] }, { Session: [] }],
    middleware: [requireAccess(access), knownQueryOnly(config.request?.query)],
  });
}
