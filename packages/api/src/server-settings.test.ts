import { describe, expect, test } from "vitest";

import { parseAppSettings, parseServerSettings } from "./server-settings.ts";

const secret = { LONGHAUL_SESSION_SECRET: "x".repeat(32) };

describe("the settings", () => {
  test("listen on this machine alone unless told otherwise", () => {
    expect(parseServerSettings(secret)).toEqual({
      sessionSecret: "x".repeat(32),
      port: 3000,
      hostname: "127.0.0.1",
    });
  });

  test("take lists and folders", () => {
    const env = {
      ...secret,
      LONGHAUL_ORIGINS: "https://a.example,https://b.example",
      LONGHAUL_WEB_DIR: "/web",
    };
    expect(parseAppSettings(env)).toMatchObject({
      origins: ["https://a.example", "https://b.example"],
      webDir: "/web",
    });
  });

  test.each([
    [{}, "LONGHAUL_SESSION_SECRET"],
    [{ LONGHAUL_SESSION_SECRET: "short" }, "LONGHAUL_SESSION_SECRET"],
    [{ ...secret, PORT: "many" }, "PORT"],
  ])("name the variable that is wrong: %j", (env, name) => {
    expect(() => parseServerSettings(env)).toThrow(name);
  });
});
