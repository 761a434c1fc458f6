import type { LocalAwsOptions } from "../options.ts";

/** What every local AWS of a test is started with; a test's own options come on top. */
export function testSettings(dataDir: string): LocalAwsOptions {
  return {
    dataDir,
    region: "eu-central-1",
    accountId: "123456789012",
    clusters: ["jobs"],
    ecsPace: 0,
    // Where the handlers of the tests leave what they did.
    environment: { TEST_DIR: dataDir },
  };
}

/** For the clients of the SDK. */
export function clientConfig(endpoint: string) {
  return {
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
}
