import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { Database } from "../database.ts";
import { createDynamoDb } from "../dynamodb/dynamodb.ts";
import { createEcs } from "../ecs/ecs.ts";
import { createEvents } from "../events/events.ts";
import { createLogs } from "../logs/logs.ts";
import { ManualClock } from "../manual-clock.ts";
import type { RuleOptions, TaskOptions } from "../options.ts";
import type { HttpAnswer, HttpRequest, Machine, Service } from "../service.ts";

export interface ServicesOptions {
  dataDir?: string;
  tasks?: TaskOptions[];
  rules?: RuleOptions[];
  pace?: number;
  /** Also starts DynamoDB's engine. */
  dynamoDb?: boolean;
}

const eventSchema = z.object({
  id: z.string(),
  "detail-type": z.string(),
  source: z.string(),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  version: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/** All rules' functions, in one: they write what they receive to a file, so that it outlives the server. */
const invocationSchema = z.object({ functionName: z.string(), event: eventSchema });

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "local-aws-"));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export function invocationsIn(dataDir: string) {
  const file = join(dataDir, "invocations.ndjson");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => invocationSchema.parse(JSON.parse(line)));
}

/**
 * The services of these folders behind one port, with a clock that tests move. Without a `dataDir` they have
 * one of their own, which `close` removes.
 */
export async function startServices(options: ServicesOptions = {}) {
  const dataDir = options.dataDir ?? temporaryFolder();
  const clock = new ManualClock();
  let endpoint = "";
  const machine: Machine = {
    db: new Database(join(dataDir, "aws.sqlite")),
    clock,
    dataDir,
    region: "eu-central-1",
    accountId: "123456789012",
    endpoint: () => endpoint,
    environment: () => ({ PATH: "/usr/bin:/bin", AWS_ENDPOINT_URL: endpoint }),
  };
  const logs = createLogs(machine);
  const events = createEvents(machine, options.rules ?? [], {
    invokeLater(functionName, payload) {
      const line = JSON.stringify({ functionName, event: JSON.parse(payload) as unknown });
      appendFileSync(join(dataDir, "invocations.ndjson"), `${line}\n`);
    },
  });
  const { tasks = [], pace = 0 } = options;
  const ecs = createEcs(machine, { tasks, clusters: ["jobs"], pace }, logs, events);
  const dynamoDb = options.dynamoDb === true ? [createDynamoDb(machine)] : [];
  const services: Service[] = [ecs, ...dynamoDb, events, logs];

  const server = createServer(
    (request, response) => void serve(machine, services, request, response),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  endpoint = `http://127.0.0.1:${address.port}`;
  for (const service of services) await service.resume?.();
  return {
    endpoint,
    dataDir,
    clock,
    machine,
    client: {
      endpoint,
      region: machine.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    invocations: () => invocationsIn(dataDir),
    async close() {
      for (const service of services) await service.close?.();
      server.closeAllConnections();
      server.close();
      machine.db.close();
      if (options.dataDir === undefined) removeFolder(dataDir);
    },
  };
}

async function serve(
  machine: Machine,
  services: Service[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const request: HttpRequest = {
    method: incoming.method ?? "GET",
    segments: url.pathname.split("/").slice(1).map(decodeURIComponent),
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    signal: new AbortController().signal,
  };
  const answer = await dispatch(services, request).catch(failure);
  await machine.db.committed();
  const { status, headers = { "content-type": "application/x-amz-json-1.1" }, body = "" } = answer;
  response.writeHead(status, headers);
  response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

async function dispatch(services: Service[], request: HttpRequest): Promise<HttpAnswer> {
  const target = String(request.headers["x-amz-target"] ?? "");
  for (const { operations, targets, paths } of services) {
    const operation = operations?.[target];
    const input = () =>
      z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString()));
    if (operation !== undefined) return { status: 200, body: await operation(input()) };
    const whole = targets?.[target.split(".")[0] ?? ""];
    if (whole !== undefined) return whole(request);
    const answer = target === "" ? await paths?.(request) : undefined;
    if (answer !== undefined) return answer;
  }
  throw new AwsError("UnknownOperationException", target);
}

function failure(error: unknown): HttpAnswer {
  if (!(error instanceof AwsError)) throw error;
  const body = { __type: error.type, message: error.message, ...error.members };
  return { status: error.status, body };
}
