import { createServer } from "node:net";

import { createApiKey } from "@longhaul/core/api-key/create-api-key";
import { submitJob } from "@longhaul/core/job/submit-job";
import { testPorts } from "@longhaul/core/test/test-ports";
import { afterEach, describe, expect, test } from "vitest";

import { ApiError, createClient, parseResponse } from "./client.ts";
import { type ApiServer, startApi } from "./serve.ts";
import { readEvents, take } from "./test/read-events.ts";
import { sessionSecret } from "./test/test-app.ts";
import { WatchedJobs } from "./test/watched-jobs.ts";

const echo = { type: "echo", input: { text: "hello" } };

describe("the API over HTTP", () => {
  let server: ApiServer | undefined;

  afterEach(() => server?.close());

  async function start() {
    const ports = { ...testPorts(), jobs: new WatchedJobs() };
    server = await startApi({ ports, port: 0, hostname: "127.0.0.1", sessionSecret, pollMs: 5 });
    const { apiKey } = await createApiKey(ports, { name: "test", role: "admin" }, "test");
    const headers = { Authorization: `Bearer ${apiKey}` };
    return { ports, url: server.url, apiKey, headers };
  }

  test("streams events as they happen, and ends the poll when the reader hangs up", async () => {
    const { ports, url, headers } = await start();
    const { job } = await submitJob(ports, echo, { createdBy: "test" });
    const hangUp = new AbortController();
    const answer = await fetch(`${url}/v1/jobs/${job.id}/events`, {
      headers,
      signal: hangUp.signal,
    });
    const events = readEvents(answer);
    expect((await take(events, 2)).map(({ event }) => event)).toEqual(["history", "job"]);
    hangUp.abort();
    await expect(events.next()).rejects.toThrow(/abort/i);
    const newPolls = async () => {
      const before = ports.jobs.polls;
      await new Promise((resolve) => setImmediate(resolve));
      return ports.jobs.polls - before;
    };
    await expect.poll(newPolls, { interval: 50 }).toBe(0);
  });

  test("closes with open streams: they end, and are no error", async () => {
    const { ports, url, headers } = await start();
    const { job } = await submitJob(ports, echo, { createdBy: "test" });
    const events = readEvents(await fetch(`${url}/v1/jobs/${job.id}/events`, { headers }));
    await take(events, 2);
    await server?.close();
    server = undefined;
    expect(await take(events, 100)).toEqual([]);
  });

  test("answers to the names of this machine only", async () => {
    const { url } = await start();
    const port = new URL(url).port;
    expect((await fetch(`http://localhost:${port}/health`)).status).toBe(200);
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${url}/health`, { headers: { Host: `evil.example:${port}` } });
      asked
        .on("response", (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test("has a client that gives bodies with their types, and throws problems", async () => {
    const { url, apiKey } = await start();
    const client = createClient(url, { apiKey });
    const job = await parseResponse(client.v1.jobs.$post({ json: echo, header: {} }));
    expect(job.status).toBe("queued");
    const param = { id: job.id };
    const cancelled = await parseResponse(client.v1.jobs[":id"].cancel.$post({ param, json: {} }));
    expect(cancelled.cancel?.requestedBy).toMatch(/^test \(/);
    const list = await parseResponse(client.v1.jobs.$get({ query: { status: "cancelled" } }));
    expect(list.items.map(({ id }) => id)).toEqual([job.id]);
    const again = parseResponse(client.v1.jobs[":id"].cancel.$post({ param, json: {} }));
    const error = await again.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, problem: { code: "job_already_finished" } });
  });

  test("says which port is taken and what to do", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const started = startApi({ ports: testPorts(), port, hostname: "127.0.0.1", sessionSecret });
    await expect(started).rejects.toThrow(new RegExp(`Port ${port} .* is taken`));
    await new Promise((resolve) => taken.close(resolve));
  });
});
