import { DomainError } from "@longhaul/core/error";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";

import { sessionCookie } from "./session.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: what changes something and comes with a session must come from a page of this origin.
 * A request with an API key of its own is no browser's doing.
 */
export function sameOrigin(origins: readonly string[] = []): MiddlewareHandler {
  return async function sameOrigin(c, next) {
    if (!safeMethods.has(c.req.method) && c.req.header("authorization") === undefined) {
      assertOrigin(c, origins);
    }
    await next();
  };
}

/** DNS rebinding: a page of another site whose name was pointed at this machine still says its own name. */
export function knownHost(hosts: readonly string[] | undefined): MiddlewareHandler {
  return async function knownHost(c, next) {
    if (hosts !== undefined && !hosts.includes(new URL(c.req.url).hostname)) {
      throw new DomainError(
        "forbidden",
        `This server answers as ${hosts.join(", ")} only, not as ${new URL(c.req.url).hostname}.`,
      );
    }
    await next();
  };
}

function assertOrigin(c: Context, origins: readonly string[]): void {
  const origin = c.req.header("origin");
  if (origin === undefined) {
    if (getCookie(c, sessionCookie) === undefined) return;
    throw new DomainError("forbidden", "A request with a session needs the header Origin.");
  }
  const isSame = URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host;
  if (isSame || origins.includes(origin)) return;
  throw new DomainError("forbidden", `Pages of ${origin} may not change anything here.`);
}
