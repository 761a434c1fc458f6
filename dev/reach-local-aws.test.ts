import { expect, test } from "vitest";

import { reachLocalAws } from "./reach-local-aws.ts";

test("a person's own AWS settings never send local calls to their account", () => {
  const env = {
    HOME: "/home/me",
    AWS_PROFILE: "production",
    AWS_SESSION_TOKEN: "secret",
    AWS_ENDPOINT_URL_LAMBDA: "https://lambda.example",
  };
  reachLocalAws(env, "http://127.0.0.1:4566", "us-east-1");
  expect(env).toEqual({
    HOME: "/home/me",
    AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
});
