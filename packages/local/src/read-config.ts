import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { z } from "zod";

import { configSchema } from "./config-schema.ts";
import type { LocalAwsOptions } from "./options.ts";

/**
 * Options from a JSON file, or from the export `options` of a module; its relative paths are meant from the
 * file's folder. Rejects with an Error of one line.
 */
export async function readConfig(file: string): Promise<LocalAwsOptions> {
  const path = resolve(file);
  const parsed = configSchema.safeParse(await load(path));
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
