import { ChannelClient } from "./channel-client.ts";
import { durableInvocation } from "./durable-invocation.ts";
import type { HostMessage, InvokeMessage, ServerMessage } from "./host-message.ts";
import type { InvocationContext } from "./invocation-context.ts";
import type { InvocationError } from "./invocation.ts";
import { loadHandler, UnusableFunction, type Handler } from "./load-handler.ts";
import { memoryMb } from "./memory-mb.ts";
import { ServerChannel } from "./server-channel.ts";

const channel = new ServerChannel(send);
const client = new ChannelClient(channel);

/** The process of one function: loads its module, then runs one invocation after the other. */
async function main(module: string, exportName: string, invokedFunctionArn: string): Promise<void> {
  // The server is gone, so nobody could take a result.
  process.on("disconnect", () => process.exit(1));
  // Ctrl-C goes to the whole group; the server decides when this process ends.
  process.on("SIGINT", () => {});
  let handler: Handler;
  try {
    handler = await loadHandler(module, exportName);
  } catch (error) {
    const errorType = error instanceof UnusableFunction ? error.errorType : "Runtime.Unknown";
    const unusable = { ...describe(error), errorType };
    console.error(unusable.errorMessage);
    send({ kind: "unusable", error: unusable }, () => process.exit(1));
    return;
  }
  let current: string | undefined;
  const crash = (errorType: string | undefined, error: unknown) => {
    console.error(error);
    if (current === undefined) process.exit(1);
    const described = describe(error);
    const fatal = { ...described, errorType: errorType ?? described.errorType };
    fail(current, fatal, true, () => process.exit(1));
  };
  process.on("uncaughtException", (error) => crash(undefined, error));
  process.on("unhandledRejection", (reason) => crash("Runtime.UnhandledPromiseRejection", reason));
  process.on("message", (message: ServerMessage) => {
    if (message.kind === "answer") return channel.hear(message);
    current = message.requestId;
    void invoke(handler, message, invokedFunctionArn).finally(() => (current = undefined));
  });
  send({ kind: "ready", initMs: performance.now() });
}

async function invoke(
  handler: Handler,
  message: InvokeMessage,
  invokedFunctionArn: string,
): Promise<void> {
  const { requestId } = message;
  try {
    const result = await handler(eventOf(message), invocationContext(message, invokedFunctionArn));
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

function invocationContext(
  { requestId, timeoutMs, clientContext }: InvokeMessage,
  invokedFunctionArn: string,
): InvocationContext {
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
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
  };
}

function setting(name: string): string {
  // This is the runtime: it reads what the server set for this process alone.
  // oxlint-disable-next-line node/no-process-env
  return process.env[name] ?? "";
}

function describe(error: unknown): InvocationError {
  if (!(error instanceof Error)) {
    const errorMessage = typeof error === "string" ? error : JSON.stringify(error);
    return { errorType: "Error", errorMessage: errorMessage ?? String(error), trace: [] };
  }
  const trace = (error.stack ?? "").split("\n");
  return { errorType: error.name, errorMessage: error.message, trace };
}

function fail(
  requestId: string,
  error: InvocationError,
  isFatal: boolean,
  then?: () => void,
): void {
  send({ kind: "error", requestId, error, maxMemoryMb: memoryMb(), isFatal }, then);
}

function send(message: HostMessage, then: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, then);
}

const [, , module = "", exportName = "", invokedFunctionArn = ""] = process.argv;
await main(module, exportName, invokedFunctionArn);
