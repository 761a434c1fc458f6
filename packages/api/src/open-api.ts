import type { OpenAPIHono } from "@hono/zod-openapi";

import type { ApiEnv } from "./api-env.ts";
import { sessionCookie } from "./session.ts";

const description = `Container jobs that take minutes to months.

Start a job with \`POST /v1/jobs\`, watch it with \`GET /v1/jobs/{id}/events\` or \`?wait=20\`, read its result from
\`GET /v1/jobs/{id}\`. Refusals are \`application/problem+json\` with a \`code\`. Every answer has an \`X-Request-Id\`.

Each operation says in \`x-role\` whose keys may call it: those of that role and the roles above (viewer, operator,
admin).`;

/** The OpenAPI document of all routes, at `/openapi.json`. */
export function openApi(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "ApiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key: `lh_<id>_<secret>`.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "Session", {
    type: "apiKey",
    in: "cookie",
    name: sessionCookie,
    description: "Of a signed-in browser; what changes something needs the header Origin too.",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Longhaul", version: "1", description },
    servers: [{ url: "/" }],
    tags: [
      { name: "Jobs", description: "Start, watch, cancel." },
      { name: "Job types", description: "What can be started." },
      { name: "API keys", description: "Who may do what." },
      { name: "Session", description: "Signing a browser in." },
      { name: "Service", description: "The service itself." },
    ],
  });
}
