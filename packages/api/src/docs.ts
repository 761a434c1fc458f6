import { randomBytes } from "node:crypto";

import { serveStatic } from "@hono/node-server/serve-static";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Scalar } from "@scalar/hono-api-reference";

import type { ApiEnv } from "./api-env.ts";

const bundle = "/docs/scalar";

/** The readable reference at `/docs`. All that it loads comes from `docsDir`, so that it works offline. */
export function docs(app: OpenAPIHono<ApiEnv>, docsDir: string): void {
  app.get("/docs", async (c, next) => {
    const nonce = randomBytes(16).toString("base64");
    c.header("Content-Security-Policy", scalarPolicy(nonce));
    c.header("Cache-Control", "no-cache");
    return Scalar<ApiEnv>({
      url: "/openapi.json",
      pageTitle: "Longhaul API",
      nonce,
      bundle: `${bundle}/standalone.esm.js`,
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
      showDeveloperTools: "never",
      agent: { disabled: true },
      mcp: { disabled: true },
    })(c, next);
  });
  app.use(`${bundle}/*`, async (c, next) => {
    await next();
    if (c.res.ok) c.res.headers.set("Cache-Control", "public, max-age=3600");
  });
  app.get(
    `${bundle}/*`,
    serveStatic({ root: docsDir, rewriteRequestPath: (path) => path.slice(bundle.length) }),
  );
}

/** Scalar writes styles at run time; scripts are its own alone, and it reaches nobody else. */
const scalarPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
