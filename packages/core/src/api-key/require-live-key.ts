import { DomainError } from "../error.ts";
import type { ApiKey } from "./api-key.ts";

/** The key, if it is neither revoked nor expired; `unauthenticated` otherwise. For sessions too: they live as long. */
export function requireLiveKey(key: ApiKey, now: Date): ApiKey {
  if (key.revokedAt !== undefined) {
    throw new DomainError("unauthenticated", `API key ${key.id} was revoked at ${key.revokedAt}.`);
  }
  if (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= now.getTime()) {
    throw new DomainError("unauthenticated", `API key ${key.id} expired at ${key.expiresAt}.`);
  }
  return key;
}
