import { expect, test } from "vitest";

import { testPorts } from "../test/test-ports.ts";
import { createApiKey } from "./create-api-key.ts";

test("the key is told once and only its hash is kept", async () => {
  const ports = testPorts();
  const body = { name: " ci ", role: "operator", expiresAt: "2026-04-01T02:00:00+02:00" };
  const { apiKey, ...made } = await createApiKey(ports, body, "admin-1");
  expect(apiKey).toMatch(/^lh_[0-9a-z]{12}_[\w-]{43}$/);
  expect(made).toEqual({
    id: apiKey.slice(3, 15),
    name: "ci",
    role: "operator",
    createdAt: "2026-03-01T12:00:00.000Z",
    createdBy: "admin-1",
    expiresAt: "2026-04-01T00:00:00.000Z",
  });
  const stored = await ports.apiKeys.get(made.id);
  expect(stored).toMatchObject({ ...made, secretHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(JSON.stringify(stored)).not.toContain(apiKey.slice(16));
});

test.each([
  [{ role: "viewer" }, "/name"],
  [{ name: "ci", role: "root" }, "/role"],
  [{ name: "ci", role: "viewer", expiresAt: "tomorrow" }, "/expiresAt"],
  [{ name: "ci", role: "viewer", expiresAt: "2026-03-01T12:00:00Z" }, "/expiresAt"],
])("a key that cannot be is refused by name: %j", async (body, pointer) => {
  const ports = testPorts();
  await expect(createApiKey(ports, body, "test")).rejects.toMatchObject({
    code: "invalid_input",
    problems: [{ pointer }],
  });
  expect(await ports.apiKeys.list()).toEqual([]);
});
