import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterAll, beforeAll, expect, test } from "vitest";

import { AwsError } from "./aws-error.ts";
import { Database } from "./database.ts";
import { startServer, type RunningServer } from "./server.ts";
import type { Service } from "./service.ts";

const service: Service = {
  operations: {
    "Thing_1.Echo": (input) => input,
    "Thing_1.Fail": () => {
      throw new AwsError("ThingException", "no thing", 400, { thing: 7 });
    },
    "Thing_1.Break": () => {
      throw new Error("an internal secret");
    },
    "Thing_1.Write": () => {
      db.write(() => db.run("INSERT INTO things (id) VALUES (1)"));
      return { isWritten: isCommitted() };
    },
  },
  targets: { Whole: async ({ body }) => ({ status: 200, body: `whole:${body.toString()}` }) },
  paths({ segments }) {
    if (segments[0] === "busy") {
      throw new AwsError("TooManyRequestsException", "slow down", 429, { retryAfterSeconds: 3 });
    }
    if (segments[0] !== "path") return undefined;
    return { answer: () => ({ status: 200, body: { segments } }) };
  },
};

const reported: unknown[] = [];
let folder: string;
let db: Database;
let server: RunningServer;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-server-"));
  db = new Database(join(folder, "db.sqlite"));
  db.define("CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT");
  server = await startServer({
    services: [service],
    db,
    port: 0,
    report: (error) => reported.push(error),
  });
  url = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

/** Whether another connection sees the row, so whether it is in the file for good. */
function isCommitted(): boolean {
  const other = new DatabaseSync(join(folder, "db.sqlite"));
  const rows = other.prepare("SELECT * FROM things").all();
  other.close();
  return rows.length > 0;
}

function target(name: string, body: string): Promise<Response> {
  const headers = { "x-amz-target": name, "content-type": "application/x-amz-json-1.1" };
  return fetch(url, { method: "POST", headers, body });
}

test("a target is answered in the protocol it was asked in", async () => {
  const answer = await target("Thing_1.Echo", '{"a":1}');
  expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
  expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.json()).toEqual({ a: 1 });
  expect(await (await target("Whole.Anything", "raw")).text()).toBe("whole:raw");
});

test("an answer leaves only when what was written is on disk", async () => {
  const answer = await target("Thing_1.Write", "{}");
  expect(await answer.json()).toEqual({ isWritten: false });
  expect(isCommitted()).toBe(true);
});

test("an error has AWS's shape, with its own members", async () => {
  const answer = await target("Thing_1.Fail", "{}");
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ __type: "ThingException", message: "no thing", thing: 7 });
  const busy = await fetch(`${url}/busy`);
  expect(busy.status).toBe(429);
  expect(busy.headers.get("retry-after")).toBe("3");
  expect(busy.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException");
  expect(await busy.json()).toEqual({ Type: "User", message: "slow down" });
});

test("an operation that nobody has is said to be unknown", async () => {
  const answer = await target("Thing_1.Other", "{}");
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ __type: "UnknownOperationException" });
  expect((await fetch(`${url}/other`)).status).toBe(404);
});

test("a body that is nested too deep to work with is refused", async () => {
  const nested = (levels: number) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect((await target("Thing_1.Echo", nested(1_000))).status).toBe(200);
  const answer = await target("Thing_1.Echo", nested(100_000));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ __type: "SerializationException" });
});

test("a failure of our own tells nothing from inside, but is logged", async () => {
  const answer = await target("Thing_1.Break", "{}");
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    __type: "ServiceException",
    message: "The local AWS failed; its log says why.",
  });
  expect(reported.map(String)).toEqual(["Error: an internal secret"]);
});

test("a path is split first and decoded then", async () => {
  const answer = await fetch(`${url}/path/arn%3Aaws%3Af%2F%24LATEST/x`);
  expect(await answer.json()).toEqual({ segments: ["path", "arn:aws:f/$LATEST", "x"] });
});

test("the health of the server is a page of its own", async () => {
  expect(await (await fetch(url)).json()).toEqual({ status: "ok" });
  expect(await (await fetch(`${url}/_health`)).json()).toEqual({ status: "ok" });
});

test.each([
  ["an Origin", { origin: "http://127.0.0.1" }],
  ["another Host", { host: "example.com" }],
  ["a Host that only begins like ours", { host: "127.0.0.1.example.com" }],
])("a request with %s is refused", async (_name, headers) => {
  const status = await new Promise((resolve, reject) => {
    const options = { port: server.port, host: "127.0.0.1", path: "/_health", headers };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a body larger than any operation takes is refused", async () => {
  const answer = await fetch(`${url}/path`, {
    method: "POST",
    body: Buffer.alloc(17 * 1024 * 1024),
  });
  expect(answer.status).toBe(413);
  expect(answer.headers.get("x-amzn-errortype")).toBe("RequestTooLargeException");
});

test("a port that is taken is named, with what to do", async () => {
  await expect(startServer({ services: [], db, port: server.port })).rejects.toThrow(
    `port ${server.port} is taken by another program; stop it, or choose another port, with AWS_PORT for npm start, with --port for npm run local-aws`,
  );
});
