import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { ServicesOptions } from "./start-services.ts";

/** Starts the services as a process of their own; `kill` is `kill -9`. */
export async function spawnServer(options: ServicesOptions & { dataDir: string }) {
  const file = join(import.meta.dirname, "server.ts");
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [endpoint]: string[] = await once(createInterface({ input: child.stdout }), "line");
  if (endpoint === undefined) throw new Error("the server did not start");
  return {
    client: {
      endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
