import { createServer, type Server } from "node:http";

import { answerRequest } from "./answer-request.ts";
import type { Database } from "./database.ts";
import { Router } from "./router.ts";
import type { Service } from "./service.ts";

/** Longer than clients keep idle connections, so that no request meets one that is just closed. */
const keepAliveTimeoutMs = 120_000;

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** All services on one port of this machine alone. Rejects with an Error that says what to do. */
export async function startServer(options: {
  services: Service[];
  db: Database;
  port: number;
  /** Hears of failures that no client is told of. */
  report?: (error: unknown) => void;
}): Promise<RunningServer> {
  const { services, db, report = console.error } = options;
  const router = new Router(services);
  const server = createServer(
    { keepAliveTimeout: keepAliveTimeoutMs, requestTimeout: 0 },
    (request, response) => void answerRequest({ router, db, report }, request, response),
  );
  await listen(server, options.port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { port: address.port, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `port ${port} is taken by another program; stop it, or choose another port with AWS_PORT`
          : `cannot listen on port ${port}: ${error.message}; choose another with AWS_PORT`;
      reject(new Error(reason, { cause: error }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
