import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

export interface Address {
  host: string;
  port: number;
}

/**
 * A loopback address and port that nothing listens on. The engine answers any web page that finds it, so on
 * Linux, where all of 127.0.0.0/8 is the machine itself, the address is as hard to guess as the port.
 */
export async function freeAddress(): Promise<Address> {
  const host =
    process.platform === "linux"
      ? `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(2, 255)}`
      : "127.0.0.1";
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return { host, port: address.port };
}
