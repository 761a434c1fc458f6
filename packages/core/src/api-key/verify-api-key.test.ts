import { beforeEach, describe, expect, test } from "vitest";

import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { createApiKey, type NewApiKey } from "./create-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { verifyApiKey } from "./verify-api-key.ts";

describe("verifyApiKey", () => {
  let ports: TestPorts;
  let made: NewApiKey;

  beforeEach(async () => {
    ports = testPorts();
    const body = { name: "ci", role: "operator", expiresAt: "2026-03-02T12:00:00Z" };
    made = await createApiKey(ports, body, "test");
  });

  const refusal = (text: string) =>
    verifyApiKey(ports, text).then(
      () => "let in",
      (error: unknown) => error,
    );

  test("a right key is let in with its role and its use is noted", async () => {
    expect(await verifyApiKey(ports, made.apiKey)).toMatchObject({ id: made.id, role: "operator" });
    expect(await listApiKeys(ports)).toMatchObject([{ lastUsedAt: "2026-03-01T12:00:00.000Z" }]);
  });

  test("use is noted at most once a minute", async () => {
    const lastUse = async () => (await ports.apiKeys.get(made.id))?.lastUsedAt;
    await verifyApiKey(ports, made.apiKey);
    ports.clock.advance(59_999);
    await verifyApiKey(ports, made.apiKey);
    expect(await lastUse()).toBe("2026-03-01T12:00:00.000Z");
    ports.clock.advance(1);
    await verifyApiKey(ports, made.apiKey);
    expect(await lastUse()).toBe("2026-03-01T12:01:00.000Z");
  });

  test("what is no key, an unknown one and one with another secret are refused", async () => {
    const other = `lh_${made.id}_${"A".repeat(43)}`;
    const unknown = `lh_000000000000_${made.apiKey.slice(16)}`;
    for (const text of ["", "lh_", made.apiKey.slice(0, -1), `${made.apiKey}x`, other, unknown]) {
      expect(await refusal(text)).toMatchObject({ code: "unauthenticated" });
    }
    expect(await refusal(other)).toEqual(await refusal(unknown));
    expect((await ports.apiKeys.get(made.id))?.lastUsedAt).toBeUndefined();
  });

  test("a revoked key is refused at once and told so; revoking again changes nothing", async () => {
    await revokeApiKey(ports, made.id);
    ports.clock.advance(1000);
    await revokeApiKey(ports, made.id);
    expect(await refusal(made.apiKey)).toMatchObject({
      code: "unauthenticated",
      message: `API key ${made.id} was revoked at 2026-03-01T12:00:00.000Z.`,
    });
    await expect(revokeApiKey(ports, "nobody")).rejects.toMatchObject({
      code: "api_key_not_found",
    });
  });

  test("a key opens until the moment it expires", async () => {
    ports.clock.set("2026-03-02T11:59:59.999Z");
    await verifyApiKey(ports, made.apiKey);
    ports.clock.advance(1);
    expect(await refusal(made.apiKey)).toMatchObject({
      code: "unauthenticated",
      message: `API key ${made.id} expired at 2026-03-02T12:00:00.000Z.`,
    });
  });
});
