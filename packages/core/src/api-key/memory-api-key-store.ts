import type { ApiKeyRecord, ApiKeyStore } from "./api-key-store.ts";
import { type ApiKey, apiKeySchema } from "./api-key.ts";

/** API keys in memory, for tests. */
export class MemoryApiKeyStore implements ApiKeyStore {
  readonly #keys = new Map<string, ApiKeyRecord>();

  async create(key: ApiKeyRecord): Promise<void> {
    if (this.#keys.has(key.id)) throw new Error(`API key ${key.id} exists already`);
    this.#keys.set(key.id, { ...key });
  }

  async get(keyId: string): Promise<ApiKeyRecord | undefined> {
    return structuredClone(this.#keys.get(keyId));
  }

  async list(): Promise<ApiKey[]> {
    return [...this.#keys.values()]
      .map((key) => apiKeySchema.parse(key))
      .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  async revoke(keyId: string, revokedAt: string): Promise<boolean> {
    const key = this.#keys.get(keyId);
    if (key === undefined) return false;
    key.revokedAt ??= revokedAt;
    return true;
  }

  async touch(keyId: string, lastUsedAt: string): Promise<void> {
    const key = this.#keys.get(keyId);
    if (key !== undefined) key.lastUsedAt = lastUsedAt;
  }
}
