import { createServer, type Server } from "node:http";

import { answerDurably } from "./answer-durably.ts";
import { answerRequest } from "./answer-request.ts";
import type { Database } from "./database.ts";
import { listenOn } from "./listen-on.ts";
import { Router, type BeforeCall } from "./router.ts";
import type { HttpAnswer, HttpRequest, Service } from "./service.ts";

/** Longer than clients keep idle connections, so that no request meets one that is just closed. */
const keepAliveTimeoutMs = 120_000;

export interface RunningServer {
  port: number;
  /** Without the network. */
  answer(request: HttpRequest): Promise<HttpAnswer>;
  /** Answers on one more port. Rejects with an Error that says why not. Returns what ends it. */
  listenAlso(port: number): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** All services on one port of this machine alone. Rejects with an Error that says what to do. */
export async function startServer(options: {
  services: Service[];
  db: Database;
  port: number;
  /** With port 0: this one, if it is free. */
  preferredPort?: number | undefined;
  beforeCall?: BeforeCall;
  /** Hears of failures that no client is told of. */
  report?: (error: unknown) => void;
}): Promise<RunningServer> {
  const { services, db, report = console.error } = options;
  const router = new Router(services, options.beforeCall);
  const parts = { router, db, report };
  const create = () =>
    createServer(
      { keepAliveTimeout: keepAliveTimeoutMs, requestTimeout: 0 },
      (request, response) => void answerRequest(parts, request, response),
    );
  const server = create();
  await listen(server, options);
  const others = new Set<Server>();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    port: address.port,
    answer: (request) => answerDurably(parts, () => request, false),
    async listenAlso(also) {
      const other = create();
      await listenOn(other, also, false);
      others.add(other);
      return async () => {
        others.delete(other);
        await close(other);
      };
    },
    async close() {
      await Promise.all([server, ...others].map(close));
    },
  };
}

async function listen(
  server: Server,
  { port, preferredPort }: { port: number; preferredPort?: number | undefined },
): Promise<void> {
  if (port !== 0 || preferredPort === undefined) return listenOn(server, port);
  try {
    await listenOn(server, preferredPort);
  } catch {
    // Taken meanwhile: any other, as asked.
    await listenOn(server, 0);
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
