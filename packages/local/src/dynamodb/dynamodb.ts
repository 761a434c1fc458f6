import { AwsError } from "../aws-error.ts";
import type { HttpAnswer, HttpRequest, Machine, Service } from "../service.ts";
import { Engine } from "./engine.ts";
import { forward } from "./forward.ts";

const operationNames = [
  "BatchExecuteStatement",
  "BatchGetItem",
  "BatchWriteItem",
  "CreateTable",
  "DeleteItem",
  "DeleteTable",
  "DescribeTable",
  "DescribeTimeToLive",
  "ExecuteStatement",
  "ExecuteTransaction",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
  "UpdateItem",
  "UpdateTable",
  "UpdateTimeToLive",
];

/**
 * DynamoDB: requests go on, whole, to an engine of this machine, or to `endpoint` when one is given. Throws an Error
 * when that is no URL.
 */
export function createDynamoDb(machine: Machine, endpoint?: string): Service {
  if (endpoint !== undefined) {
    const target = endpointUrl(endpoint);
    return {
      targets: { DynamoDB_20120810: (request) => passOn(request, target) },
      operationNames,
    };
  }
  const engine = new Engine(machine);
  return {
    targets: {
      async DynamoDB_20120810(request) {
        const { address } = engine;
        if (address === undefined) throw unavailable();
        const answer = await passOn(request, new URL(`http://${address.host}:${address.port}/`));
        if (answer.status >= 500 && isDiskFull(answer)) throw diskFull(machine.dataDir);
        return answer;
      },
    },
    operationNames,
    resume: () => engine.start(),
    close: () => engine.close(),
  };
}

function endpointUrl(endpoint: string): URL {
  const url = URL.parse(endpoint);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new Error(
    `AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "${endpoint}"`,
  );
}

async function passOn(request: HttpRequest, target: URL): Promise<HttpAnswer> {
  try {
    return await forward(request, target);
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** In the words of the engine, which keeps nothing of such a write. */
function isDiskFull({ body }: HttpAnswer): boolean {
  return Buffer.isBuffer(body) && body.includes("disk is full");
}

function diskFull(dataDir: string): AwsError {
  const message = `DynamoDB cannot write to ${dataDir}: the disk is full. Make room on its disk, then try again.`;
  return new AwsError("InternalServerError", message, 500);
}

/** The SDKs try again after a 500. */
function unavailable(cause?: unknown): AwsError {
  const error = new AwsError("InternalServerError", "DynamoDB does not answer; try again.", 500);
  error.cause = cause;
  return error;
}
