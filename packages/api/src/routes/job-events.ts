import { OpenAPIHono, z } from "@hono/zod-openapi";
import { requireJob } from "@longhaul/core/job/update-job";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { eventStream } from "../event-stream.ts";
import { followJob } from "../follow-job.ts";
import { jobParams } from "../job-schemas.ts";
import { problems } from "../problem.ts";

const version = z.coerce.number<string>().int().nonnegative().optional();
const lastEventId = "Continues after this id without a gap: the `id` of the last event received.";

const followJobRoute = apiRoute("viewer", {
  method: "get",
  path: "/{id}/events",
  operationId: "followJob",
  summary: "A job's changes, live",
  description: [
    "Server-sent events. `history`: one entry of the job's history. `job`: the job as it is now, after the history",
    "that led there. `end`: the job has finished and all was sent. The stream ends itself every few minutes; come",
    "back with Last-Event-ID, as every EventSource does.",
  ].join(" "),
  tags: ["Jobs"],
  request: {
    params: jobParams,
    query: z.object({ lastEventId: version.meta({ description: lastEventId }) }),
    headers: z.object({ "last-event-id": version.meta({ description: lastEventId }) }),
  },
  responses: {
    200: {
      description: "Events `history`, `job`, `end`",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problems(400, 401, 404),
  },
});

export const jobEventRoutes = (parts: ApiParts) =>
  new OpenAPIHono<ApiEnv>().openapi(followJobRoute, async (c) => {
    const { id } = c.req.valid("param");
    const after = c.req.valid("header")["last-event-id"] ?? c.req.valid("query").lastEventId ?? 0;
    await requireJob(parts.ports, id);
    return eventStream(c, parts.limits, (stream) => followJob(parts, id, after, stream));
  });
