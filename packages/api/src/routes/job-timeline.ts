import { OpenAPIHono, z } from "@hono/zod-openapi";
import { readTimeline } from "@longhaul/core/execution/read-timeline";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { jobParams, spanView } from "../job-schemas.ts";
import { problems } from "../problem.ts";

const timelineSchema = z
  .object({
    spans: z.array(spanView),
    complete: z.boolean().meta({ description: "The job has finished; this is kept for good." }),
  })
  .meta({ id: "Timeline" });

const getTimeline = apiRoute("viewer", {
  method: "get",
  path: "/{id}/timeline",
  operationId: "getJobTimeline",
  summary: "The execution's operations and the tasks' states",
  tags: ["Jobs"],
  request: { params: jobParams },
  responses: {
    200: {
      description: "The spans, oldest first",
      content: { "application/json": { schema: timelineSchema } },
    },
    ...problems(400, 401, 404),
  },
});

export const jobTimelineRoutes = ({ ports }: Pick<ApiParts, "ports">) =>
  new OpenAPIHono<ApiEnv>().openapi(getTimeline, async (c) =>
    c.json(await readTimeline(ports, c.req.valid("param").id), 200),
  );
