import { DomainError } from "@longhaul/core/error";

/**
 * The key in an `Idempotency-Key` header: a structured-field string (RFC 9651), or, as many clients send it, without
 * its quotes. Throws `invalid_input`.
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/.exec(header.trim())?.[1];
  const key = quoted === undefined ? bareKey.exec(header.trim())?.[0] : unescape(quoted);
  if (key !== undefined && key.length >= 1 && key.length <= 255) return key;
  const message = "must have 1 to 255 printable ASCII characters, quoted or not";
  throw new DomainError("invalid_input", `The header Idempotency-Key ${message}.`, [
    { pointer: "/header/Idempotency-Key", message },
  ]);
}

const bareKey = /^[!#-~][ -~]*$/;

const unescape = (quoted: string): string => quoted.replaceAll(/\\(["\\])/g, "$1");
