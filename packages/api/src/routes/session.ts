import { OpenAPIHono, z } from "@hono/zod-openapi";
import { roleSchema } from "@longhaul/core/api-key/api-key";
import { verifyApiKey } from "@longhaul/core/api-key/verify-api-key";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { callerIn } from "../auth.ts";
import { problems } from "../problem.ts";
import { endSession, startSession } from "../session.ts";

const tags = ["Session"];

const sessionSchema = z
  .object({ keyId: z.string(), name: z.string(), role: roleSchema })
  .meta({ id: "Session", description: "Who is signed in." });

const content = { "application/json": { schema: sessionSchema } };

const getSession = apiRoute("viewer", {
  method: "get",
  path: "/",
  operationId: "getSession",
  summary: "Who asks",
  tags,
  responses: { 200: { description: "The key behind the request", content }, ...problems(401) },
});

const createSession = apiRoute("anyone", {
  method: "post",
  path: "/",
  operationId: "createSession",
  summary: "Sign a browser in",
  description: "Trades an API key for the cookie `longhaul_session`, which lasts a week.",
  tags,
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ apiKey: z.string().max(500) }) } },
    },
  },
  responses: {
    201: { description: "Signed in; the cookie is set", content },
    ...problems(400, 401, 403, 415),
  },
});

const deleteSession = apiRoute("anyone", {
  method: "delete",
  path: "/",
  operationId: "deleteSession",
  summary: "Sign out",
  tags,
  responses: { 204: { description: "Signed out; the cookie is gone" }, ...problems(403) },
});

export const sessionRoutes = ({ ports, sessionSecret }: ApiParts) =>
  new OpenAPIHono<ApiEnv>()
    .openapi(getSession, (c) => {
      const { keyId, name, role } = callerIn(c);
      return c.json({ keyId, name, role }, 200);
    })
    .openapi(createSession, async (c) => {
      const key = await verifyApiKey(ports, c.req.valid("json").apiKey.trim());
      await startSession(c, ports, sessionSecret, key.id);
      return c.json({ keyId: key.id, name: key.name, role: key.role }, 201);
    })
    .openapi(deleteSession, (c) => {
      endSession(c);
      return c.body(null, 204);
    });
