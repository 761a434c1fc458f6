import { invalidParameter } from "./invalid-parameter.ts";

/** Throws AwsError. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw invalidParameter(`The request's body is not JSON: ${String(error)}`);
  }
}
