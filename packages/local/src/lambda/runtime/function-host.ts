import { flushCompileCache } from "node:module";

import { captureCode } from "./capture-code.ts";
import { ChannelClient } from "./channel-client.ts";
import type { LoadedCode } from "./code-snapshot.ts";
import { durableInvocation } from "./durable-invocation.ts";
import type { HostMessage, InvokeMessage, ServerMessage } from "./host-message.ts";
import type { InvocationContext } from "./invocation-context.ts";
import type { InvocationError } from "./invocation.ts";
import { makeConsolesLazy } from "./lazy-console.ts";
import { loadHandler, UnusableFunction, type Handler } from "./load-handler.ts";
import { memoryMb } from "./memory-mb.ts";
import { Outbox } from "./outbox.ts";
import { restoreCode } from "./restore-code.ts";
import { ServerChannel } from "./server-channel.ts";

const outbox = new Outbox<HostMessage>((messages) => process.send?.(messages));
const channel = new ServerChannel(send);
const client = new ChannelClient(channel);

/** The process of one function: loads its module, then runs one invocation after the other. */
async function main(
  module: string,
  exportName: string,
  codeFolder: string,
  snapshot: string,
): Promise<void> {
  // The server is gone, so nobody could take a result.
  process.on("disconnect", () => process.exit(1));
  // Ctrl-C goes to the whole group; the server decides when this process ends.
  process.on("SIGINT", () => {});
  makeConsolesLazy();
  let handler: Handler;
  let code: LoadedCode = { id: snapshot, files: {} };
  try {
    if (snapshot === "") {
      const captured = captureCode(codeFolder);
      handler = await loadHandler(module, exportName);
      code = captured();
    } else {
      restoreCode(codeFolder, snapshot);
      handler = await loadHandler(module, exportName);
    }
  } catch (error) {
    const errorType = error instanceof UnusableFunction ? error.errorType : "Runtime.Unknown";
    const unusable = { ...describe(error), errorType };
    console.error(unusable.errorMessage);
    send({ kind: "unusable", error: unusable });
    sendNow(() => process.exit(1));
    return;
  }
  const running = new Set<string>();
  const crash = (errorType: string | undefined, error: unknown) => {
    console.error(error);
    const described = describe(error);
    const fatal = { ...described, errorType: errorType ?? described.errorType };
    // Whose error it is cannot be told where several run.
    for (const requestId of running) fail(requestId, fatal, true);
    sendNow(() => process.exit(1));
  };
  process.on("uncaughtException", (error) => crash(undefined, error));
  process.on("unhandledRejection", (reason) => crash("Runtime.UnhandledPromiseRejection", reason));
  const hear = (message: ServerMessage) => {
    if (message.kind === "answer") return channel.hear(message);
    const { requestId } = message;
    running.add(requestId);
    void invoke(handler, message).finally(() => running.delete(requestId));
  };
  process.on("message", (messages: ServerMessage[]) => messages.forEach(hear));
  send({ kind: "ready", initMs: performance.now(), code });
  // Left to the exit it would never be written: this process ends by a signal.
  setImmediate(flushCompileCache);
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message;
  try {
    const result = await handler(eventOf(message), invocationContext(message));
    const payload = JSON.stringify(result) ?? "null";
    send({ kind: "result", requestId, payload, maxMemoryMb: memoryMb() });
  } catch (error) {
    const described = describe(error);
    const line = `${new Date().toISOString()}\t${requestId}\tERROR\tInvoke Error\t`;
    console.error(line + JSON.stringify(described));
    fail(requestId, described, false);
  }
}

function eventOf({ payload }: InvokeMessage): unknown {
  const event: unknown = JSON.parse(payload);
  const isDurable = setting("LOCAL_AWS_DURABLE_TRANSPORT") === "channel";
  const isObject = typeof event === "object" && event !== null;
  return isDurable && isObject ? durableInvocation(event, client) : event;
}

function invocationContext({
  requestId,
  timeoutMs,
  invokedFunctionArn,
  clientContext,
  tenantId,
}: InvokeMessage): InvocationContext {
  const endsAt = performance.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    functionName: setting("AWS_LAMBDA_FUNCTION_NAME"),
    functionVersion: setting("AWS_LAMBDA_FUNCTION_VERSION"),
    invokedFunctionArn,
    memoryLimitInMB: setting("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
    logGroupName: setting("AWS_LAMBDA_LOG_GROUP_NAME"),
    logStreamName: setting("AWS_LAMBDA_LOG_STREAM_NAME"),
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    tenantId,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
  };
}

function setting(name: string): string {
  // This is the runtime: it reads what the server set for this process alone.
  // oxlint-disable-next-line node/no-process-env
  return process.env[name] ?? "";
}

/** As Lambda's runtime does: what is no Error goes by the type of its value. */
function describe(error: unknown): InvocationError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const trace = (error.stack ?? "").split("\n");
  return { errorType: error.name, errorMessage: error.message, trace };
}

function fail(requestId: string, error: InvocationError, isFatal: boolean): void {
  send({ kind: "error", requestId, error, maxMemoryMb: memoryMb(), isFatal });
}

function send(message: HostMessage): void {
  outbox.add(message);
}

/** Calls back when all that was said is on its way. */
function sendNow(then: () => void): void {
  outbox.flush();
  process.send?.([], undefined, undefined, then);
}

const [, , module = "", exportName = "", codeFolder = "", snapshot = ""] = process.argv;
await main(module, exportName, codeFolder, snapshot);
