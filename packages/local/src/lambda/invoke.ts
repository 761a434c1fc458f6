import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { HttpAnswer, HttpRequest } from "../service.ts";
import type { Engine } from "./engine.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { invokeDurableFunction } from "./invoke-durable-function.ts";
import { invokePlainFunction } from "./invoke-plain-function.ts";
import { limits } from "./limits.ts";
import { tenantIdSchema } from "./tenant-id.ts";

const invocationType = z.enum(["RequestResponse", "Event", "DryRun"]);

export async function invoke(
  engine: Engine,
  functionName: string,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const type = parseInput(
    invocationType,
    request.headers["x-amz-invocation-type"] ?? "RequestResponse",
    "InvalidParameterValueException",
  );
  const target = engine.functions.toInvoke(
    functionName,
    request.query.get("Qualifier") ?? undefined,
  );
  const payload = readPayload(request.body, type === "Event");
  if (type === "DryRun") return { status: 204 };
  const call = { target, payload, isEvent: type === "Event", tenantId: tenantOf(request) };
  if (target.options.durable !== undefined) return invokeDurableFunction(engine, call, request);
  if (request.headers["x-amz-durable-execution-name"] !== undefined) {
    throw invalidParameter(
      `${target.arn} is not a durable function, so it takes no execution name.`,
    );
  }
  return invokePlainFunction(engine, call, request);
}

function tenantOf({ headers }: HttpRequest): string | undefined {
  const tenantId = headers["x-amz-tenant-id"];
  if (tenantId === undefined) return undefined;
  return parseInput(tenantIdSchema, tenantId, "ValidationException");
}

function readPayload(body: Buffer, isEvent: boolean): string {
  const limit = isEvent ? limits.eventPayload : limits.syncPayload;
  if (body.byteLength > limit) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
    );
  }
  if (body.byteLength === 0) return "{}";
  const text = body.toString();
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${reason}`,
    );
  }
  return text;
}
