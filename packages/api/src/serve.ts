import type { AddressInfo } from "node:net";

import { serve } from "@hono/node-server";
import type { Ports } from "@longhaul/core/ports";

import { type AppOptions, createApp } from "./app.ts";
import { docsDir } from "./docs-dir.ts";

export interface ApiServerOptions extends Omit<AppOptions, "stopped"> {
  ports: Ports;
  /** 0: any free one. */
  port: number;
  hostname: string;
}

export interface ApiServer {
  /** Without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Serves the API, and the dashboard if it is given one, over HTTP. On a loopback address it answers to loopback names
 * only, unless told otherwise. Rejects with a clear error when the port is taken.
 */
export async function startApi(options: ApiServerOptions): Promise<ApiServer> {
  const { ports, port, hostname, ...appOptions } = options;
  const stopped = new AbortController();
  const isLoopback = loopbackHosts.includes(hostname) || hostname === "::1";
  const app = createApp(ports, {
    ...(isLoopback && { allowedHosts: loopbackHosts }),
    ...appOptions,
    docsDir: options.docsDir ?? docsDir(),
    stopped: stopped.signal,
  });
  const { promise: listening, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port, hostname }, resolve);
  server.once("error", (error) => reject(explained(error, options)));
  const address = await listening;
  return {
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${address.port}`,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      stopped.abort();
      // Answers at work get a moment; a browser's idle connections would hold for minutes.
      const late = setTimeout(closeAll, closeGraceMs);
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed.promise;
      clearTimeout(late);
    },
  };

  function closeAll(): void {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
}

const closeGraceMs = 2000;

function explained(error: Error, { port, hostname }: ApiServerOptions): Error {
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  if (!isTaken) return error;
  return new Error(
    `Port ${port} on ${hostname} is taken by another program; end it or set PORT to a free one.`,
    { cause: error },
  );
}
