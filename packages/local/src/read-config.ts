import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import type { LocalAwsOptions } from "./options.ts";

const strings = z.record(z.string(), z.string()).exactOptional();
const positive = z.int().min(1).exactOptional();

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
});

const taskOptions = z.strictObject({
  family: z.string().min(1),
  containerName: z.string().exactOptional(),
  command: z.array(z.string()).min(1),
  directory: z.string().exactOptional(),
  environment: strings,
  cpu: positive,
  memory: positive,
  stopTimeoutSeconds: z.int().min(0).max(120).exactOptional(),
  logGroup: z.string().exactOptional(),
  logStreamPrefix: z.string().exactOptional(),
});

const ruleOptions = z.strictObject({
  name: z.string().min(1),
  pattern: z.record(z.string(), z.unknown()).exactOptional(),
  schedule: z.string().exactOptional(),
  function: z.string().min(1),
});

const config = z.strictObject({
  dataDir: z.string().min(1).default(".local-aws"),
  port: z.int().min(0).max(65_535).exactOptional(),
  functions: z.array(functionOptions).exactOptional(),
  tasks: z.array(taskOptions).exactOptional(),
  clusters: z.array(z.string()).exactOptional(),
  rules: z.array(ruleOptions).exactOptional(),
  region: z.string().exactOptional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/, "twelve digits")
    .exactOptional(),
  environment: strings,
  ecsPace: z.number().min(0).exactOptional(),
});

/**
 * Options from a JSON file, or from the export `options` of a module; its relative paths are meant from the
 * file's folder. Rejects with an Error of one line.
 */
export async function readConfig(file: string): Promise<LocalAwsOptions> {
  const path = resolve(file);
  const parsed = config.safeParse(await load(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the whole";
    throw new Error(`${file}: ${where}: ${issue?.message ?? "not valid"}`);
  }
  const folder = dirname(path);
  const options: LocalAwsOptions = parsed.data;
  return {
    ...options,
    dataDir: resolve(folder, options.dataDir),
    functions: (options.functions ?? []).map((entry) => ({
      ...entry,
      module: absoluteModule(entry.module, folder),
    })),
    tasks: (options.tasks ?? []).map((entry) => ({
      ...entry,
      directory: resolve(folder, entry.directory ?? "."),
    })),
  };
}

async function load(path: string): Promise<unknown> {
  try {
    if (path.endsWith(".json")) return JSON.parse(await readFile(path, "utf8"));
    const module: { options?: unknown } = await import(pathToFileURL(path).href);
    return module.options;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`cannot read the configuration ${path}: ${reason}`, { cause: error });
  }
}

function absoluteModule(module: string, folder: string): string {
  return module.startsWith("file:") || isAbsolute(module) ? module : resolve(folder, module);
}
