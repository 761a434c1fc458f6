import { randomBytes } from "node:crypto";

import { serveStatic } from "@hono/node-server/serve-static";
import type { OpenAPIHono } from "@hono/zod-openapi";

import type { ApiEnv } from "./api-env.ts";
import { docsPage } from "./docs-page.ts";

/**
 * The readable reference at `/docs`. All that it loads lies beside it at `/docs/viewer`, so that it works offline: from
 * `docsDir`, or from whatever stands in front of this process.
 */
export function docs(app: OpenAPIHono<ApiEnv>, docsDir?: string): void {
  app.get("/docs", (c) => {
    const nonce = randomBytes(16).toString("base64");
    c.header("Content-Security-Policy", viewerPolicy(nonce));
    c.header("Cache-Control", "no-cache");
    return c.html(docsPage(nonce));
  });
  if (docsDir === undefined) return;
  app.use("/docs/viewer/*", async (c, next) => {
    await next();
    if (c.res.ok) c.res.headers.set("Cache-Control", "public, max-age=3600");
  });
  // Of the many files of the viewer's package, those that the page loads.
  for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    const path = `/docs/viewer/${file}`;
    app.get(path, serveStatic({ root: docsDir, rewriteRequestPath: () => file }));
  }
}

/** The viewer writes styles at run time; scripts are its own alone, and it reaches nobody else. */
const viewerPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
