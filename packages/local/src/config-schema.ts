import { z } from "zod";

import { aliasName } from "./lambda/alias.ts";
import { groupName, streamName } from "./logs/log-names.ts";

const strings = z.record(z.string(), z.string()).exactOptional();
const positive = z.int().min(1).exactOptional();

/** As ECS allows for what becomes part of an ARN. */
const ecsName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,255}$/, "1 to 255 letters, digits, - and _ only");

const functionOptions = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "letters, digits, - and _ only"),
  module: z.string(),
  export: z.string(),
  durable: z
    .strictObject({
      executionTimeoutSeconds: z.int().min(1).max(31_622_400),
      retentionPeriodInDays: z.int().min(1).max(90),
    })
    .exactOptional(),
  environment: strings,
  timeoutSeconds: z.int().min(1).max(900).exactOptional(),
  memoryMb: positive,
  autoPublishAlias: aliasName.exactOptional(),
  perExecutionEnvironmentMaxConcurrency: z.int().min(1).max(1600).exactOptional(),
});

const taskOptions = z.strictObject({
  family: ecsName,
  containerName: ecsName.exactOptional(),
  command: z.array(z.string()).min(1),
  directory: z.string().exactOptional(),
  environment: strings,
  cpu: positive,
  memory: positive,
  stopTimeoutSeconds: z.int().min(1).max(120).exactOptional(),
  logGroup: groupName.exactOptional(),
  logStreamPrefix: streamName.max(128).exactOptional(),
});

const ruleOptions = z.strictObject({
  name: z.string().regex(/^[.\w-]{1,64}$/, "1 to 64 letters, digits, -, _ and . only"),
  pattern: z.record(z.string(), z.unknown()).exactOptional(),
  schedule: z.string().exactOptional(),
  function: z.string().min(1),
});

/** A configuration as people write it. */
export const configSchema = z.strictObject({
  dataDir: z.string().min(1).default(".local-aws"),
  port: z.int().min(0).max(65_535).exactOptional(),
  functions: z.array(functionOptions).exactOptional(),
  tasks: z.array(taskOptions).exactOptional(),
  clusters: z.array(ecsName).exactOptional(),
  rules: z.array(ruleOptions).exactOptional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, "such as eu-central-1")
    .exactOptional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/, "twelve digits")
    .exactOptional(),
  environment: strings,
  ecsPace: z.number().min(0).exactOptional(),
});
