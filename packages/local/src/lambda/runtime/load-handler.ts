import { pathToFileURL } from "node:url";

import type { InvocationContext } from "./invocation-context.ts";

export type Handler = (event: unknown, context: InvocationContext) => unknown;

/** Why a handler cannot be loaded, with the type that Lambda gives it. */
export class UnusableFunction extends Error {
  readonly errorType: string;

  constructor(errorType: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.errorType = errorType;
  }
}

export async function loadHandler(module: string, exportName: string): Promise<Handler> {
  const url = module.startsWith("file:") ? module : pathToFileURL(module).href;
  const exports = await importModule(url);
  const handler: unknown = Reflect.get(exports, exportName);
  if (isHandler(handler)) return handler;
  const names = Object.entries(exports).flatMap(([name, value]) => (isHandler(value) ? name : []));
  const instead = names.length === 0 ? "it exports none" : `it exports ${names.join(", ")}`;
  throw new UnusableFunction(
    "Runtime.HandlerNotFound",
    `${module} exports no function "${exportName}"; ${instead}`,
  );
}

async function importModule(url: string): Promise<object> {
  try {
    const exports: unknown = await import(url);
    return typeof exports === "object" && exports !== null ? exports : {};
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const isSyntax = error instanceof SyntaxError;
    const errorType = isSyntax ? "Runtime.UserCodeSyntaxError" : "Runtime.ImportModuleError";
    throw new UnusableFunction(errorType, reason, error);
  }
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}
