import { OpenAPIHono, z } from "@hono/zod-openapi";
import { jobStatusSchema } from "@longhaul/core/job/job";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { commaList } from "../comma-list.ts";
import { eventStream } from "../event-stream.ts";
import { followJobs, readMissed } from "../follow-jobs.ts";
import { problems } from "../problem.ts";

const cursor = z.string().max(2000).optional();
const lastEventId = "Continues after this id without a gap: the `id` of the last event received.";

const followJobsRoute = apiRoute("viewer", {
  method: "get",
  path: "/",
  operationId: "followJobs",
  summary: "What changes in a list of jobs, live",
  description: [
    "Server-sent events. `job`: a job that changed and matches the filters, or has stopped matching them. A job may",
    "come again: keep the one with the higher `version`. The stream ends itself every few minutes; come back with",
    "Last-Event-ID, as every EventSource does.",
  ].join(" "),
  tags: ["Jobs"],
  request: {
    query: z.object({
      status: commaList(jobStatusSchema).meta({ description: "Any of these, comma separated" }),
      type: commaList(z.string()).meta({ description: "Any of these, comma separated" }),
      lastEventId: cursor.meta({ description: lastEventId }),
    }),
    headers: z.object({ "last-event-id": cursor.meta({ description: lastEventId }) }),
  },
  responses: {
    200: {
      description: "Events `job`",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problems(400, 401),
  },
});

export const eventRoutes = (parts: ApiParts) =>
  new OpenAPIHono<ApiEnv>().openapi(followJobsRoute, async (c) => {
    const { lastEventId: inQuery, ...filter } = c.req.valid("query");
    const eventId = c.req.valid("header")["last-event-id"] ?? inQuery;
    // Refused here, while there still is a status to say so with.
    const missed = eventId === undefined ? undefined : await readMissed(parts.ports.jobs, eventId);
    return eventStream(c, parts.limits, (stream) => followJobs(parts, filter, missed, stream));
  });
