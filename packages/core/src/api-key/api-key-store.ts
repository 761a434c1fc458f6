import * as z from "zod";

import { type ApiKey, apiKeySchema } from "./api-key.ts";

export const apiKeyRecordSchema = apiKeySchema.extend({
  /** SHA-256 of the secret, hex. */
  secretHash: z.string(),
});

export type ApiKeyRecord = z.infer<typeof apiKeyRecordSchema>;

export interface ApiKeyStore {
  create(key: ApiKeyRecord): Promise<void>;
  get(keyId: string): Promise<ApiKeyRecord | undefined>;
  /** Newest first. */
  list(): Promise<ApiKey[]>;
  /** False: no such key. Repeatable. */
  revoke(keyId: string, revokedAt: string): Promise<boolean>;
  touch(keyId: string, lastUsedAt: string): Promise<void>;
}
