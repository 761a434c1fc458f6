import { type Role, roles } from "@longhaul/core/api-key/api-key";
import { createApiKey } from "@longhaul/core/api-key/create-api-key";
import type { Job } from "@longhaul/core/job/job";
import { type TestPorts, testPorts } from "@longhaul/core/test/test-ports";

import { type AppOptions, createApp } from "../app.ts";
import { jobIn } from "./answers.ts";
import { WatchedJobs } from "./watched-jobs.ts";

export const sessionSecret = "a-secret-of-tests-with-32-characters";

type Init = Omit<RequestInit, "body"> & { json?: unknown };

/** The API over ports in memory, with one key of each role. */
export async function testApp(options: Partial<AppOptions> = {}, given: TestPorts = testPorts()) {
  const ports: TestPorts & { jobs: WatchedJobs } = { ...given, jobs: new WatchedJobs() };
  const app = createApp(ports, { sessionSecret, pollMs: 5, ...options });
  const made = roles.map(
    async (role) =>
      [role, (await createApiKey(ports, { name: role, role }, "test")).apiKey] as const,
  );
  const keys = new Map<Role, string>(await Promise.all(made));

  const request = (path: string, { json, headers, ...init }: Init = {}) =>
    app.request(path, {
      ...init,
      ...(json !== undefined && { body: JSON.stringify(json) }),
      headers: {
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...Object.fromEntries(new Headers(headers)),
      },
    });

  const as =
    (role: Role) =>
    (path: string, init: Init = {}) =>
      request(path, {
        ...init,
        headers: {
          Authorization: `Bearer ${keys.get(role)}`,
          ...Object.fromEntries(new Headers(init.headers)),
        },
      });

  /** A job that was just accepted. */
  const submit = async (text = "hello"): Promise<Job> => {
    const answer = await as("operator")("/v1/jobs", {
      method: "POST",
      json: { type: "echo", input: { text } },
    });
    return jobIn(answer);
  };

  return { app, ports, keys, request, as, submit };
}
