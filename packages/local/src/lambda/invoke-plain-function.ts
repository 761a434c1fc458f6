import { randomUUID } from "node:crypto";

import type { HttpAnswer, HttpRequest } from "../service.ts";
import type { Engine } from "./engine.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import type { InvocationCall } from "./invocation-call.ts";
import { logResult } from "./log-result.ts";
import { withinResponseLimit } from "./output-limits.ts";
import { refuseOverConcurrency } from "./refuse-over-concurrency.ts";
import type { InvocationOutcome, InvocationRequest } from "./runtime/invocation.ts";

export async function invokePlainFunction(
  engine: Engine,
  { target, payload, isEvent, tenantId }: InvocationCall,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const executed = { "x-amz-executed-version": target.version };
  if (isEvent) {
    const requestId = engine.machine.db.write(() =>
      engine.queue.add(target, payload, { tenantId }),
    );
    return { status: 202, headers: { ...executed, "x-amzn-requestid": requestId } };
  }
  refuseOverConcurrency(engine, target);
  const invocation: InvocationRequest = {
    requestId: randomUUID(),
    payload,
    invokedFunctionArn: target.invokedArn,
  };
  const clientContext = readClientContext(request);
  if (clientContext !== undefined) invocation.clientContext = clientContext;
  if (tenantId !== undefined) invocation.tenantId = tenantId;
  const outcome = await new Promise<InvocationOutcome>((resolve) =>
    engine.concurrency.enqueue(target, {
      begin: () => (request.signal.aborted ? undefined : invocation),
      end: (ended) => resolve(withinResponseLimit(ended)),
    }),
  );
  const headers: Record<string, string> = {
    ...executed,
    "x-amzn-requestid": invocation.requestId,
    "content-type": "application/json",
    ...logResult(request, outcome.logTail),
  };
  if (outcome.isOk) return { status: 200, headers, body: outcome.payload };
  headers["x-amz-function-error"] = "Unhandled";
  return { status: 200, headers, body: outcome.error };
}

function readClientContext(request: HttpRequest): string | undefined {
  const header = request.headers["x-amz-client-context"];
  if (typeof header !== "string") return undefined;
  const text = Buffer.from(header, "base64").toString();
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw invalidParameter(`The client context is not base64 of JSON: ${String(error)}`);
  }
}
