import type { Server } from "node:http";

/** On this machine alone. Rejects with an Error that says why not and, when somebody chose the port, what to do. */
export function listenOn(server: Server, port: number, isChosen = true): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const [why, advice] =
        error.code === "EADDRINUSE"
          ? [`port ${port} is taken by another program`, "stop it, or choose another port"]
          : [`cannot listen on port ${port}: ${error.message}`, "choose another"];
      const how = "with AWS_PORT for npm start, with --port for npm run local-aws";
      reject(new Error(isChosen ? `${why}; ${advice}, ${how}` : why, { cause: error }));
    };
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      resolve();
    });
  });
}
