import { timingSafeEqual } from "node:crypto";

import { DomainError } from "../error.ts";
import type { Ports } from "../ports.ts";
import { type ApiKey, apiKeySchema } from "./api-key.ts";
import { hashSecret, readKeyText } from "./key-text.ts";
import { requireLiveKey } from "./require-live-key.ts";

/** `lastUsedAt` is that exact: not every request is worth a write. */
const touchEveryMs = 60_000;

/** The key that `text` is. Throws `unauthenticated`: not a key, unknown, revoked or expired. */
export async function verifyApiKey(
  ports: Pick<Ports, "apiKeys" | "clock">,
  text: string,
): Promise<ApiKey> {
  const given = readKeyText(text);
  if (given === undefined) {
    throw new DomainError(
      "unauthenticated",
      "That is not an API key: a key looks like lh_<id>_<secret>.",
    );
  }
  const record = await ports.apiKeys.get(given.id);
  // A key that is not there takes as long as one with another secret, and is told the same.
  const isRight = isSameHash(hashSecret(given.secret), record?.secretHash ?? hashSecret(""));
  if (record === undefined || !isRight) {
    throw new DomainError("unauthenticated", "The API key is not known here.");
  }
  const now = ports.clock.now();
  const key = requireLiveKey(apiKeySchema.parse(record), now);
  const lastUsedMs = key.lastUsedAt === undefined ? 0 : Date.parse(key.lastUsedAt);
  if (now.getTime() - lastUsedMs < touchEveryMs) return key;
  const lastUsedAt = now.toISOString();
  await ports.apiKeys.touch(key.id, lastUsedAt);
  return { ...key, lastUsedAt };
}

const isSameHash = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(a), Buffer.from(b));
