import { createServer, type Server } from "node:http";

import { afterAll, beforeAll, expect, test } from "vitest";

import { openObject } from "./open-object.ts";

const content = Buffer.from("0123456789".repeat(1000));
const never = new AbortController().signal;
const requests: string[] = [];
let server: Server;
let breaks = 0;

/** GetObject and HeadObject as S3 answers them, for one object. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const { method, url = "", headers } = request;
    requests.push(`${method} ${url.split("?")[0]} ${headers.range ?? ""}`.trim());
    if (!url.startsWith("/bucket/folder/data.csv")) return void response.writeHead(404).end();
    const start = Number(/\d+/.exec(headers.range ?? "")?.[0] ?? 0);
    if (headers["if-match"] !== undefined && headers["if-match"] !== '"v1"') {
      return void response.writeHead(412).end();
    }
    response.writeHead(headers.range === undefined ? 200 : 206, {
      etag: '"v1"',
      "content-length": content.length - start,
    });
    if (method === "HEAD") return void response.end();
    if (breaks > 0) {
      breaks -= 1;
      return void response.write(content.subarray(start, start + 1000), () => response.destroy());
    }
    response.end(content.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  process.env["AWS_ENDPOINT_URL_S3"] = `http://127.0.0.1:${port}`;
  process.env["AWS_REGION"] = "us-east-1";
  process.env["AWS_ACCESS_KEY_ID"] = "test";
  process.env["AWS_SECRET_ACCESS_KEY"] = "test";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("an object is read from any byte on, and again where the connection broke", async () => {
  const source = await openObject("s3://bucket/folder/data.csv", never);
  expect(source).toMatchObject({ sizeBytes: 10_000, fingerprint: '10000-"v1"' });
  breaks = 1;
  let text = "";
  for await (const chunk of source.read(5)) text += chunk.toString();
  expect(text).toBe(content.subarray(5).toString());
  expect(requests).toContain("GET /bucket/folder/data.csv bytes=5-");
  expect(requests.length).toBeGreaterThan(2);
});

test("an object that is not there says so", async () => {
  await expect(openObject("s3://bucket/none.csv", never)).rejects.toMatchObject({
    code: "source_not_readable",
    message: "s3://bucket/none.csv cannot be read: There is no such object; check bucket and key.",
    isRetryable: false,
  });
});
