import { existsSync } from "node:fs";
import { join } from "node:path";

import { serveStatic } from "@hono/node-server/serve-static";
import { DomainError } from "@longhaul/core/error";
import type { Context } from "hono";

import { dashboardPolicy } from "./security-headers.ts";

/** Paths of the API, whose unknown ones are never the dashboard's. */
const apiPaths = /^\/(v1|health|docs|openapi\.json)(\/|$)/;

/**
 * The built dashboard: its files, and its index page for every other path. Undefined when the path is not the
 * dashboard's. Throws `unavailable` while it is not built.
 */
export function staticWeb(webDir: string): (c: Context) => Promise<Response | undefined> {
  return async function staticWeb(c) {
    const { method, path } = c.req;
    if ((method !== "GET" && method !== "HEAD") || apiPaths.test(path)) return undefined;
    if (!existsSync(join(webDir, "index.html"))) throw notBuilt();
    const isHashed = path.startsWith("/assets/");
    const found =
      (await serveStatic({ root: webDir })(c, nothing)) ??
      (isHashed ? undefined : await serveStatic({ root: webDir, path: "index.html" })(c, nothing));
    if (!(found instanceof Response)) return undefined;
    found.headers.set("Content-Security-Policy", dashboardPolicy);
    found.headers.set("Cache-Control", isHashed ? forEver : "no-cache");
    return found;
  };
}

const forEver = "public, max-age=31536000, immutable";

const nothing = async (): Promise<void> => {};

const notBuilt = () =>
  new DomainError(
    "unavailable",
    "The dashboard is not built. Build it with: npm run build -w packages/web",
  );
