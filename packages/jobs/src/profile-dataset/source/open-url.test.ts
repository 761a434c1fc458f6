import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";

import { afterEach, expect, test } from "vitest";

import { openUrl } from "./open-url.ts";

const content = Buffer.from(Array.from({ length: 50_000 }, (_, index) => index % 251));
const never = new AbortController().signal;

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve)));
  server = undefined;
});

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A web server; the tests' https: URLs reach it in the clear. */
async function serve(answer: Answer) {
  let count = 0;
  const ranges: (string | undefined)[] = [];
  const started = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, (count += 1));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = started.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const open = (path = "/data.csv?sig=secret", signal = never) =>
    openUrl(`https://data.test${path}`, signal, {
      firstDelayMs: 1,
      fetch: (url, init) =>
        fetch(url.replace(/^https:\/\/data\.test/, `http://127.0.0.1:${port}`), init),
    });
  return { open, ranges };
}

const withRanges =
  (etag = '"1"'): Answer =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { etag, "content-length": content.length - start });
    response.end(content.subarray(start));
  };

async function read(source: { read(offset: number): AsyncIterable<Buffer> }, offset = 0) {
  const chunks: Buffer[] = [];
  for await (const chunk of source.read(offset)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("gives size and bytes in one request; a later part by its range", async () => {
  const { open, ranges } = await serve(withRanges());
  const source = await open();
  expect(source).toMatchObject({
    name: "https://data.test/data.csv",
    sizeBytes: content.length,
    fingerprint: '50000-"1"',
  });
  expect((await read(source)).equals(content)).toBe(true);
  expect(ranges).toEqual([undefined]);
  expect((await read(await open(), 100)).equals(content.subarray(100))).toBe(true);
  expect(ranges.at(-1)).toBe("bytes=100-");
});

test("a connection that breaks goes on where it broke", async () => {
  const { open, ranges } = await serve((request, response, count) => {
    if (count > 3) return withRanges()(request, response, count);
    const start = Number(/\d+/.exec(request.headers.range ?? "")?.[0] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"1"',
      "content-length": content.length - start,
    });
    response.write(content.subarray(start, start + 10_000), () => response.destroy());
  });
  expect((await read(await open())).equals(content)).toBe(true);
  expect(ranges.length).toBeGreaterThan(3);
});

test("a server without ranges is read again, and what was read already left out", async () => {
  const { open } = await serve((_request, response) => {
    response.writeHead(200, { etag: '"1"', "content-length": content.length });
    response.end(content);
  });
  expect((await read(await open(), 12_345)).equals(content.subarray(12_345))).toBe(true);
});

test("contents that change while they are read end it", async () => {
  const { open } = await serve((request, response, count) =>
    withRanges(`"${count}"`)(request, response, count),
  );
  await expect(read(await open(), 10)).rejects.toMatchObject({
    code: "source_changed",
    isRetryable: true,
  });
});

test("a busy server is asked again, for the first answer as well", async () => {
  const { open } = await serve((request, response, count) => {
    if (count < 3) response.writeHead(503).end();
    else withRanges()(request, response, count);
  });
  expect((await read(await open())).length).toBe(content.length);
});

test.each([
  [403, "still valid"],
  [404, "nothing at this URL"],
])("%i is final, in words, without the URL's signature", async (status, words) => {
  const { open, ranges } = await serve((_request, response) => response.writeHead(status).end());
  const error: unknown = await open().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "source_not_readable",
    message: expect.stringContaining(words),
    isRetryable: false,
  });
  expect(String(error)).not.toContain("secret");
  expect(ranges).toHaveLength(1);
});

test("a server that is never there is given up, with the reason", async () => {
  const { open } = await serve((_request, response) => response.destroy());
  await expect(open()).rejects.toMatchObject({
    message: expect.stringContaining("after 6 tries"),
    isRetryable: true,
  });
});

test("redirects are followed, but only to https:", async () => {
  const { open } = await serve((request, response, count) => {
    if (request.url?.startsWith("/to-plain"))
      response.writeHead(302, { location: "http://169.254.170.2/" });
    else if (request.url?.startsWith("/loop")) response.writeHead(302, { location: "/loop" });
    else if (request.url?.startsWith("/moved")) response.writeHead(302, { location: "/data.csv" });
    else return withRanges()(request, response, count);
    response.end();
  });
  expect((await read(await open("/moved"))).length).toBe(content.length);
  for (const [path, words] of [
    ["/to-plain", "not https:"],
    ["/loop", "more than 5 times"],
  ]) {
    await expect(open(path)).rejects.toMatchObject({
      message: expect.stringContaining(words ?? ""),
      isRetryable: false,
    });
  }
});

test("an abort ends the read with its reason", async () => {
  const { open } = await serve((_request, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 10));
  });
  const controller = new AbortController();
  const source = await open("/data.csv", controller.signal);
  const reason = new Error("told to stop");
  const reading = (async () => {
    for await (const _ of source.read(0)) controller.abort(reason);
  })();
  await expect(reading).rejects.toBe(reason);
});
