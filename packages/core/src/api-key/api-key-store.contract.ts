import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { OpenStore } from "../test/open-store.ts";
import type { ApiKeyRecord, ApiKeyStore } from "./api-key-store.ts";

/** What every `ApiKeyStore` promises. `create` opens an empty one. */
export function apiKeyStoreContract(
  name: string,
  create: () => Promise<OpenStore<ApiKeyStore>>,
): void {
  describe(`${name}: keys`, () => {
    let keys: ApiKeyStore;
    let close: OpenStore<ApiKeyStore>["close"];

    beforeEach(async () => {
      ({ store: keys, close } = await create());
    });
    afterEach(() => close?.());

    const record = (id: string, createdAt = "2026-03-01T12:00:00.000Z"): ApiKeyRecord => ({
      id,
      name: `key ${id}`,
      role: "viewer",
      createdAt,
      createdBy: "test",
      secretHash: "hash",
    });

    test("a key that was made is there, one that was not is not", async () => {
      await keys.create({ ...record("a"), expiresAt: "2027-03-01T12:00:00.000Z" });
      expect(await keys.get("a")).toEqual({
        ...record("a"),
        expiresAt: "2027-03-01T12:00:00.000Z",
      });
      expect(await keys.get("b")).toBeUndefined();
    });

    test("a key is never made over another one", async () => {
      await keys.create(record("a"));
      await expect(keys.create({ ...record("a"), role: "admin" })).rejects.toBeInstanceOf(Error);
      expect((await keys.get("a"))?.role).toBe("viewer");
    });

    test("the list is newest first and holds no hash", async () => {
      await keys.create(record("old", "2026-03-01T12:00:00.000Z"));
      await keys.create(record("young", "2026-03-01T13:00:00.000Z"));
      const listed = await keys.list();
      expect(listed.map(({ id }) => id)).toEqual(["young", "old"]);
      expect(JSON.stringify(listed)).not.toContain("hash");
    });

    test("revoking again keeps the first time; an unknown key is told", async () => {
      await keys.create(record("a"));
      expect(await keys.revoke("a", "2026-03-02T00:00:00.000Z")).toBe(true);
      expect(await keys.revoke("a", "2026-03-03T00:00:00.000Z")).toBe(true);
      expect((await keys.get("a"))?.revokedAt).toBe("2026-03-02T00:00:00.000Z");
      expect(await keys.revoke("b", "2026-03-02T00:00:00.000Z")).toBe(false);
      expect(await keys.get("b")).toBeUndefined();
    });

    test("the last use is kept, and makes no key", async () => {
      await keys.create(record("a"));
      await keys.touch("a", "2026-03-02T00:00:00.000Z");
      await keys.touch("b", "2026-03-02T00:00:00.000Z");
      expect((await keys.get("a"))?.lastUsedAt).toBe("2026-03-02T00:00:00.000Z");
      expect(await keys.list()).toHaveLength(1);
    });
  });
}
