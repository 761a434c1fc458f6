import type { MiddlewareHandler } from "hono";

/** For everything that is not a page: nothing in it may run or load. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

export const dashboardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** On every answer; a page brings its own Content-Security-Policy. */
export function securityHeaders(): MiddlewareHandler {
  return async function securityHeaders(c, next) {
    await next();
    const { headers } = c.res;
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", apiPolicy);
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  };
}
