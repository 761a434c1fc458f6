import { OpenAPIHono, z } from "@hono/zod-openapi";
import { apiKeySchema } from "@longhaul/core/api-key/api-key";
import {
  apiKeyRequestSchema,
  createApiKey,
  newApiKeySchema,
} from "@longhaul/core/api-key/create-api-key";
import { listApiKeys } from "@longhaul/core/api-key/list-api-keys";
import { revokeApiKey } from "@longhaul/core/api-key/revoke-api-key";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { callerIn, callerName } from "../auth.ts";
import { problems } from "../problem.ts";

const tags = ["API keys"];
const apiKeyView = apiKeySchema.meta({ id: "ApiKey" });

const newApiKeyView = newApiKeySchema.meta({
  id: "NewApiKey",
  description: "`apiKey` is the key itself; it is shown this once.",
});

const listKeys = apiRoute("admin", {
  method: "get",
  path: "/",
  operationId: "listApiKeys",
  summary: "All API keys, newest first",
  tags,
  responses: {
    200: {
      description: "The keys, without their secrets",
      content: { "application/json": { schema: z.object({ items: z.array(apiKeyView) }) } },
    },
    ...problems(401, 403),
  },
});

const createKey = apiRoute("admin", {
  method: "post",
  path: "/",
  operationId: "createApiKey",
  summary: "Make an API key",
  description: "The answer holds the key itself, which cannot be read again.",
  tags,
  request: {
    body: { required: true, content: { "application/json": { schema: apiKeyRequestSchema } } },
  },
  responses: {
    201: { description: "The key", content: { "application/json": { schema: newApiKeyView } } },
    ...problems(400, 401, 403, 415),
  },
});

const revokeKey = apiRoute("admin", {
  method: "delete",
  path: "/{id}",
  operationId: "revokeApiKey",
  summary: "Revoke an API key",
  description: "At once, its sessions too; what it has open ends within seconds. Safe to repeat.",
  tags,
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: "Revoked" }, ...problems(401, 403, 404) },
});

export const apiKeyRoutes = ({ ports }: ApiParts) =>
  new OpenAPIHono<ApiEnv>()
    .openapi(listKeys, async (c) => c.json({ items: await listApiKeys(ports) }, 200))
    .openapi(createKey, async (c) =>
      c.json(await createApiKey(ports, c.req.valid("json"), callerName(callerIn(c))), 201),
    )
    .openapi(revokeKey, async (c) => {
      await revokeApiKey(ports, c.req.valid("param").id);
      return c.body(null, 204);
    });
