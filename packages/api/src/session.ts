import { type ApiKey, apiKeySchema } from "@longhaul/core/api-key/api-key";
import { requireLiveKey } from "@longhaul/core/api-key/require-live-key";
import { DomainError } from "@longhaul/core/error";
import type { Ports } from "@longhaul/core/ports";
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";

export const sessionCookie = "longhaul_session";

/** The API key itself stays out of the browser: the cookie names it, signed, until a time. */
const sessionSeconds = 7 * 24 * 3600;

const cookieOptions = (c: Context) =>
  ({
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    secure: new URL(c.req.url).protocol === "https:",
  }) as const;

export async function startSession(
  c: Context,
  ports: Pick<Ports, "clock">,
  secret: string,
  keyId: string,
): Promise<void> {
  const expiresAt = Math.floor(ports.clock.now().getTime() / 1000) + sessionSeconds;
  await setSignedCookie(c, sessionCookie, `${keyId}.${expiresAt}`, secret, {
    ...cookieOptions(c),
    maxAge: sessionSeconds,
  });
}

export function endSession(c: Context): void {
  deleteCookie(c, sessionCookie, cookieOptions(c));
}

/** The key behind the request's session. A session dies with its key. Throws `unauthenticated`. */
export async function readSession(
  c: Context,
  ports: Pick<Ports, "apiKeys" | "clock">,
  secret: string,
): Promise<ApiKey> {
  const value = await getSignedCookie(c, secret, sessionCookie);
  if (value === undefined) {
    throw new DomainError(
      "unauthenticated",
      "Send an API key: Authorization: Bearer lh_<id>_<secret>, or sign in.",
    );
  }
  const now = ports.clock.now();
  const [keyId, expiresAt] = value === false ? [] : value.split(".");
  if (keyId === undefined || Number(expiresAt) * 1000 <= now.getTime()) throw sessionEnded();
  const record = await ports.apiKeys.get(keyId);
  if (record === undefined) throw sessionEnded();
  return requireLiveKey(apiKeySchema.parse(record), now);
}

const sessionEnded = () =>
  new DomainError("unauthenticated", "The session has ended; sign in again.");
