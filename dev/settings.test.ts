import { resolve } from "node:path";

import { expect, test } from "vitest";

import { readSettings } from "./settings.ts";

test("without a word everything is at its documented place", () => {
  expect(readSettings({})).toEqual({
    port: 3000,
    awsPort: 4566,
    dataDir: resolve(".longhaul"),
    fileRoots: [],
  });
});

test("what the environment says is taken", () => {
  const env = {
    PORT: "0",
    AWS_PORT: "5000",
    DATA_DIR: "/data",
    LONGHAUL_FILE_ROOTS: "/a:/b",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
  };
  expect(readSettings(env)).toEqual({
    port: 0,
    awsPort: 5000,
    dataDir: "/data",
    fileRoots: ["/a", "/b"],
    dynamoDbEndpoint: "http://127.0.0.1:8000",
  });
});

test.each(["http", "70000", "-1", "3000.5"])("PORT=%s is refused by name", (text) => {
  expect(() => readSettings({ PORT: text })).toThrow(`PORT=${text} is not a port`);
});
