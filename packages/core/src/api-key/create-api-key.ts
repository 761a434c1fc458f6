import * as z from "zod";

import { DomainError } from "../error.ts";
import { parseInput } from "../parse-input.ts";
import type { Ports } from "../ports.ts";
import { apiKeySchema, roleSchema } from "./api-key.ts";
import { hashSecret, newKeyText } from "./key-text.ts";

export const apiKeyRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: roleSchema,
  /** With an offset or in UTC; absent: the key does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

export const newApiKeySchema = apiKeySchema.extend({
  /** The key itself. It is not stored, so this is the only time that it is told. */
  apiKey: z.string(),
});

export type NewApiKey = z.infer<typeof newApiKeySchema>;

/** Makes a key. Throws `invalid_input`. */
export async function createApiKey(
  ports: Pick<Ports, "apiKeys" | "clock">,
  body: unknown,
  createdBy: string,
): Promise<NewApiKey> {
  const { name, role, expiresAt } = parseInput(apiKeyRequestSchema, body);
  const now = ports.clock.now();
  if (expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime()) {
    const message = "must be in the future";
    throw new DomainError("invalid_input", `/expiresAt: ${message}`, [
      { pointer: "/expiresAt", message },
    ]);
  }
  const { id, secret, text } = newKeyText();
  const key = {
    id,
    name,
    role,
    createdAt: now.toISOString(),
    createdBy,
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  };
  await ports.apiKeys.create({ ...key, secretHash: hashSecret(secret) });
  return { ...key, apiKey: text };
}
