import { apiKeySchema, hasRole, type Role } from "@longhaul/core/api-key/api-key";
import { requireLiveKey } from "@longhaul/core/api-key/require-live-key";
import { verifyApiKey } from "@longhaul/core/api-key/verify-api-key";
import { DomainError } from "@longhaul/core/error";
import type { Ports } from "@longhaul/core/ports";
import type { Context, MiddlewareHandler } from "hono";

import type { ApiEnv } from "./api-env.ts";
import { readSession } from "./session.ts";

/** Who asks: a key, sent with the request or behind its session. */
export interface Caller {
  keyId: string;
  name: string;
  role: Role;
}

/** Who may call a route: keys of this role and above, or anyone. */
export type Access = Role | "anyone";

/** Finds out who asks; what that allows is each route's own matter. */
export function identify(
  ports: Pick<Ports, "apiKeys" | "clock">,
  sessionSecret: string,
): MiddlewareHandler<ApiEnv> {
  return async function identify(c, next) {
    c.set("caller", await callerOf(c, ports, sessionSecret));
    await next();
  };
}

/** Lets pass whom the route is for. Throws `unauthenticated` and `forbidden`. */
export function requireAccess(access: Access): MiddlewareHandler<ApiEnv> {
  return async function requireAccess(c, next) {
    if (access !== "anyone") requireRole(callerIn(c), access);
    await next();
  };
}

/** Who asks. Throws `unauthenticated`. */
export function callerIn(c: Context<ApiEnv>): Caller {
  const caller = c.get("caller");
  if (caller instanceof DomainError) throw caller;
  return caller;
}

/** Whether a key is known, not revoked and not expired: what holds when a request begins may end while it is answered. */
export async function isKeyLive(
  { apiKeys, clock }: Pick<Ports, "apiKeys" | "clock">,
  keyId: string,
): Promise<boolean> {
  const record = await apiKeys.get(keyId);
  if (record === undefined) return false;
  try {
    requireLiveKey(apiKeySchema.parse(record), clock.now());
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** For records: the name that people know, the id that is unique. */
export const callerName = ({ name, keyId }: Caller): string => `${name} (${keyId})`;

function requireRole({ role }: Caller, needed: Role): void {
  if (hasRole(role, needed)) return;
  throw new DomainError(
    "forbidden",
    `This takes the role ${needed}; your API key has the role ${role}.`,
  );
}

async function callerOf(
  c: Context<ApiEnv>,
  ports: Pick<Ports, "apiKeys" | "clock">,
  sessionSecret: string,
): Promise<Caller | DomainError> {
  try {
    const header = c.req.header("authorization");
    const key =
      header === undefined
        ? await readSession(c, ports, sessionSecret)
        : await verifyApiKey(ports, bearerToken(header));
    return { keyId: key.id, name: key.name, role: key.role };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** RFC 6750. */
function bearerToken(header: string): string {
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token !== undefined) return token;
  throw new DomainError(
    "unauthenticated",
    "The Authorization header must be: Bearer lh_<id>_<secret>.",
  );
}
