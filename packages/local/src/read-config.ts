import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import { aliasName } from "./lambda/alias.ts";
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
  autoPublishAlias: aliasName.exactOptional(),
  perExecutionEnvironmentMaxConcurrency: z.int().min(1).max(1600).exactOptional(),
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
  if (!parsed.success) throw new Error(`${file}: ${describe(parsed.error)}`);
  const folder = dirname(path);
  const options: LocalAwsOptions = parsed.data;
  const functions = (options.functions ?? []).map((entry) => ({
    ...entry,
    module: absoluteModule(entry.module, folder),
  }));
  for (const { name, module } of functions) {
    if (existsSync(new URL(module.startsWith("file:") ? module : pathToFileURL(module)))) continue;
    throw new Error(
      `${file}: function ${name}: there is no file ${module}; build it, or correct "module"`,
    );
  }
  return {
    ...options,
    dataDir: resolve(folder, options.dataDir),
    functions,
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
    if (module.options === undefined) throw new Error('it has no export "options"');
    return module.options;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`cannot read the configuration ${path}: ${reason}`, { cause: error });
  }
}

/** One thing that is wrong, and where: a key that does not exist before the one that it may have been meant for. */
function describe({ issues }: z.ZodError): string {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const where = issue?.path.join(".") ?? "";
  const prefix = where === "" ? "" : `${where}: `;
  if (issue?.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return `${prefix}unknown key ${keys}; docs/any-handler.md lists those that exist`;
  }
  const isMissing = issue?.code === "invalid_type" && issue.message.endsWith("received undefined");
  return prefix + (isMissing ? "is missing" : (issue?.message ?? "not valid"));
}

function absoluteModule(module: string, folder: string): string {
  return module.startsWith("file:") || isAbsolute(module) ? module : resolve(folder, module);
}
