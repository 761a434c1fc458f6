import type { IncomingHttpHeaders } from "node:http";

import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { MemoryWatch } from "./memory/memory-watch.ts";

/** What every service of the local AWS is given. */
export interface Machine {
  readonly db: Database;
  readonly clock: Clock;
  /** One for tasks and functions: a look lists all processes of the system. */
  readonly memory: MemoryWatch;
  readonly dataDir: string;
  readonly region: string;
  readonly accountId: string;
  /** `http://127.0.0.1:4566`; known before any function or task starts. */
  endpoint(): string;
  /** AWS_ENDPOINT_URL, AWS_REGION, dummy credentials and the like, for functions and tasks. */
  environment(): Record<string, string>;
  /** As over HTTP, for functions, which have a channel of their own: faults apply, and it is on disk. */
  answer(request: HttpRequest): Promise<HttpAnswer>;
  /** Answers on an earlier server's port too. Rejects with an Error that says why not. Returns what ends it. */
  answerOn(port: number): Promise<() => Promise<void>>;
}

export interface HttpRequest {
  method: string;
  /** Raw path split at "/" first, then percent-decoded: an ARN is one segment. Without the leading "". */
  segments: string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: Buffer | string | object;
}

/** An operation of a JSON service, named by `X-Amz-Target`. Throws `AwsError`. */
export type JsonOperation = (input: Record<string, unknown>) => object | Promise<object>;

/** What a request asks for. */
export interface Call {
  /** AWS's name of the operation; absent for what is none, such as the faults. */
  operation?: string;
  answer(): HttpAnswer | Promise<HttpAnswer>;
}

/** Finds what a path asks for; undefined when the path is not its own. Throws `AwsError`. */
export type PathHandler = (request: HttpRequest) => Call | undefined;

export interface Service {
  /** By full target: `AmazonEC2ContainerServiceV20141113.RunTask`. */
  operations?: Record<string, JsonOperation>;
  /** Whole requests of a target prefix, such as `DynamoDB_20120810`, which is passed on elsewhere. */
  targets?: Record<string, (request: HttpRequest) => Promise<HttpAnswer>>;
  paths?: PathHandler;
  /** What `targets` and `paths` answer. */
  operationNames?: readonly string[];
  /** Picks up what an earlier server left: called once, when the port is open; before it for DynamoDB. */
  resume?(): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** Where functions and tasks print. Called inside `db.write`. */
export interface LogSink {
  append(group: string, stream: string, lines: { timestamp: number; message: string }[]): void;
}

/** The default event bus. Called inside `db.write`, so an event is as durable as what it tells of. */
export interface EventBus {
  publish(event: {
    source: string;
    detailType: string;
    resources: string[];
    detail: Record<string, unknown>;
  }): void;
}

/** Asynchronous invocation (type Event) from inside the machine; AWS's retries apply. */
export interface FunctionInvoker {
  /** Throws AwsError when there is no such function to invoke. */
  check(functionName: string): void;
  /** Called inside `db.write`. */
  invokeLater(functionName: string, payload: string): void;
}
