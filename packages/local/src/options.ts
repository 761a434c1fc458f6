import type { Clock } from "./clock.ts";

/** A Lambda function: an export of a module, run in child processes of its own. */
export interface FunctionOptions {
  name: string;
  /** Absolute path or file URL of the module; TypeScript runs as it is. */
  module: string;
  /** Name of the exported handler. */
  export: string;
  /** Present: a durable function. */
  durable?: { executionTimeoutSeconds: number; retentionPeriodInDays: number };
  environment?: Record<string, string>;
  /** Of one invocation; default 900. */
  timeoutSeconds?: number;
  /** MiB; a process that holds more is killed; default 1024. */
  memoryMb?: number;
  /** Published as a new version when its code or options have changed, and this alias points at the newest. */
  autoPublishAlias?: string;
  /** So many invocations share a process, as on Lambda Managed Instances (64 there); default 1, as on Lambda. */
  perExecutionEnvironmentMaxConcurrency?: number;
}

/** A task definition: its one container is a program of this machine. */
export interface TaskOptions {
  family: string;
  /** Default: the family's name. */
  containerName?: string;
  command: string[];
  /** Working directory; default: the server's. */
  directory?: string;
  environment?: Record<string, string>;
  /** CPU units, MiB; default 256 and 512. */
  cpu?: number;
  memory?: number;
  /** Between SIGTERM and SIGKILL; default 30, at most 120 as on Fargate. */
  stopTimeoutSeconds?: number;
  /** awslogs group; default `/ecs/<family>`. */
  logGroup?: string;
  /** awslogs-stream-prefix; default `ecs`. */
  logStreamPrefix?: string;
}

/** An EventBridge rule on the default bus: a pattern or a schedule, and the function that hears of it. */
export interface RuleOptions {
  name: string;
  /** As EventBridge's event pattern: `{ source: ["aws.ecs"], detail: { lastStatus: ["STOPPED"] } }`. */
  pattern?: Record<string, unknown>;
  /** `rate(1 minute)`, `rate(5 minutes)`, `rate(10 seconds)` (seconds only here, AWS starts at a minute). */
  schedule?: string;
  function: string;
}

export interface LocalAwsOptions {
  /** Where all state lives; made if missing. One server at a time. */
  dataDir: string;
  /** 0 or absent: any free port, the one of the last time in this folder if it can be. */
  port?: number;
  functions?: FunctionOptions[];
  tasks?: TaskOptions[];
  /** Names of ECS clusters; `default` always exists. */
  clusters?: string[];
  rules?: RuleOptions[];
  clock?: Clock;
  region?: string;
  accountId?: string;
  /** Given to every function and task, before its own. */
  environment?: Record<string, string>;
  /** Scales ECS's waits in PROVISIONING, PENDING and so on: 0 in most tests, 1 is AWS's own pace. */
  ecsPace?: number;
}
