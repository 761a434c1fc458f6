import { DomainError } from "../error.ts";
import type { Ports } from "../ports.ts";

/** From now on the key opens nothing. Repeatable; throws `api_key_not_found`. */
export async function revokeApiKey(
  ports: Pick<Ports, "apiKeys" | "clock">,
  keyId: string,
): Promise<void> {
  const isKnown = await ports.apiKeys.revoke(keyId, ports.clock.now().toISOString());
  if (!isKnown) throw new DomainError("api_key_not_found", `There is no API key ${keyId}.`);
}
