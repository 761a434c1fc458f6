import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { readRequest } from "./read-request.ts";

test("a client that goes away while it sends is no failure of ours", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.write("POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\nhalf");
  const [request]: IncomingMessage[] = await once(server, "request");
  if (request === undefined) throw new Error("no request came");
  const reading = readRequest(request, new AbortController().signal);
  client.destroy();
  await expect(reading).rejects.toMatchObject({ name: "RequestAbortedException" });
});
