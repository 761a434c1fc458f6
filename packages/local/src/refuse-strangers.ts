import type { IncomingHttpHeaders } from "node:http";

import { AwsError } from "./aws-error.ts";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * The credentials are dummies, so a web page that this machine's browser shows must not get through: it sends
 * an Origin, or comes by a name that was made to point here.
 */
export function refuseStrangers(headers: IncomingHttpHeaders): void {
  if (headers.origin !== undefined) {
    throw new AwsError("AccessDeniedException", "Web pages may not use the local AWS.", 403);
  }
  if (loopback.test(headers.host ?? "")) return;
  throw new AwsError(
    "AccessDeniedException",
    `The local AWS answers to 127.0.0.1 and localhost, not to "${headers.host ?? ""}".`,
    403,
  );
}
