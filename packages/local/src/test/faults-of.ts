import type { TestAws } from "./start-test-aws.ts";

/** A request to `/_faults`. */
export function faultsOf({ endpoint }: TestAws, method: string, body?: object): Promise<Response> {
  return fetch(`${endpoint}/_faults`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
