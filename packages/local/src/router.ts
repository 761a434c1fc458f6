import { AwsError } from "./aws-error.ts";
import { isDeeperThan, jsonDepthLimit } from "./json-depth.ts";
import type {
  Call,
  HttpAnswer,
  HttpRequest,
  JsonOperation,
  PathHandler,
  Service,
} from "./service.ts";

type TargetHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** Comes before each call of an operation; one that throws is answered in its place. */
export type BeforeCall = (operation: string, signal: AbortSignal) => void | Promise<void>;

const elsewhere =
  'docs/any-handler.md, "What AWS has and this has not", says what there is and how to reach other services';

/** Finds who answers a request: by `X-Amz-Target`, else by path. */
export class Router {
  readonly #operations = new Map<string, JsonOperation>();
  readonly #targets = new Map<string, TargetHandler>();
  readonly #paths: PathHandler[] = [];
  readonly #beforeCall: BeforeCall;

  constructor(services: Service[], beforeCall: BeforeCall = () => {}) {
    this.#beforeCall = beforeCall;
    for (const { operations = {}, targets = {}, paths } of services) {
      for (const [target, operation] of Object.entries(operations)) {
        this.#operations.set(target, operation);
      }
      for (const [prefix, handler] of Object.entries(targets)) this.#targets.set(prefix, handler);
      if (paths !== undefined) this.#paths.push(paths);
    }
  }

  /** Throws AwsError when nobody does. */
  async answer(request: HttpRequest): Promise<HttpAnswer> {
    const call = this.#find(request);
    if (call.operation !== undefined) await this.#beforeCall(call.operation, request.signal);
    return call.answer();
  }

  #find(request: HttpRequest): Call {
    const target = request.headers["x-amz-target"];
    if (typeof target === "string") return this.#findTarget(request, target);
    const [first] = request.segments;
    if (request.method === "GET" && (first === "" || first === "_health")) {
      return { answer: () => ({ status: 200, body: { status: "ok" } }) };
    }
    for (const find of this.#paths) {
      const call = find(request);
      if (call !== undefined) return call;
    }
    throw new AwsError(
      "UnknownOperationException",
      `${request.method} /${request.segments.join("/")} is no operation of the local AWS; ${elsewhere}.`,
      404,
    );
  }

  #findTarget(request: HttpRequest, target: string): Call {
    const [prefix = "", name = ""] = target.split(".");
    const operation = this.#operations.get(target);
    if (operation !== undefined) {
      const answer = async () => ({ status: 200, body: await operation(readJson(request)) });
      return { operation: name, answer };
    }
    const handler = this.#targets.get(prefix);
    if (handler !== undefined) return { operation: name, answer: () => handler(request) };
    throw new AwsError(
      "UnknownOperationException",
      `The local AWS has no operation ${target}; ${elsewhere}.`,
    );
  }
}

function readJson({ body }: HttpRequest): Record<string, unknown> {
  if (body.byteLength === 0) return {};
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch (error) {
    throw new AwsError("SerializationException", `The body is not JSON: ${String(error)}`);
  }
  if (!isObject(input)) {
    throw new AwsError("SerializationException", "The body is not a JSON object.");
  }
  if (isDeeperThan(jsonDepthLimit, input)) {
    const message = `The body is nested more than ${jsonDepthLimit} deep.`;
    throw new AwsError("SerializationException", message);
  }
  return input;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
