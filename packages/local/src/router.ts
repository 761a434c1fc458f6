import { AwsError } from "./aws-error.ts";
import type { HttpAnswer, HttpRequest, JsonOperation, PathHandler, Service } from "./service.ts";

type TargetHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** Finds who answers a request: by `X-Amz-Target`, else by path. */
export class Router {
  readonly #operations = new Map<string, JsonOperation>();
  readonly #targets = new Map<string, TargetHandler>();
  readonly #paths: PathHandler[] = [];

  constructor(services: Service[]) {
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
    const target = request.headers["x-amz-target"];
    if (typeof target === "string") return this.#answerTarget(request, target);
    const [first] = request.segments;
    if (request.method === "GET" && (first === "" || first === "_health")) {
      return { status: 200, body: { status: "ok" } };
    }
    for (const handle of this.#paths) {
      const answer = handle(request);
      if (answer !== undefined) return answer;
    }
    throw new AwsError(
      "UnknownOperationException",
      `${request.method} /${request.segments.join("/")} is no operation of the local AWS.`,
      404,
    );
  }

  async #answerTarget(request: HttpRequest, target: string): Promise<HttpAnswer> {
    const operation = this.#operations.get(target);
    if (operation !== undefined) return { status: 200, body: await operation(readJson(request)) };
    const handler = this.#targets.get(target.split(".")[0] ?? "");
    if (handler !== undefined) return handler(request);
    throw new AwsError("UnknownOperationException", `The local AWS has no operation ${target}.`);
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
  if (isObject(input)) return input;
  throw new AwsError("SerializationException", "The body is not a JSON object.");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
