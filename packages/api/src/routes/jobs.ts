import { OpenAPIHono, z } from "@hono/zod-openapi";
import { priceJob } from "@longhaul/core/cost/priced-job";
import { cancelJob, cancelRequestSchema } from "@longhaul/core/job/cancel-job";
import { getJob } from "@longhaul/core/job/get-job";
import { listJobs, listJobsQuerySchema } from "@longhaul/core/job/list-jobs";
import { submitJob } from "@longhaul/core/job/submit-job";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { callerIn, callerName } from "../auth.ts";
import { parseIdempotencyKey } from "../idempotency-key.ts";
import { jobDetailView, jobParams, jobRequestView, jobView } from "../job-schemas.ts";
import { problems } from "../problem.ts";
import { namesTag, versionTag } from "../version-tag.ts";
import { waitForChange } from "../wait-for-change.ts";

const tags = ["Jobs"];
const jobContent = { "application/json": { schema: jobView } };

const createJob = apiRoute("operator", {
  method: "post",
  path: "/",
  operationId: "createJob",
  summary: "Start a job",
  description:
    "Accepted means started: the job runs, or ends with a reason. `Location` is where to watch it.",
  tags,
  request: {
    headers: z.object({
      "idempotency-key": z.string().optional().meta({
        description:
          "The same key with the same body is the same job, however often it is sent; kept for 7 days.",
        example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
      }),
    }),
    body: { required: true, content: { "application/json": { schema: jobRequestView } } },
  },
  responses: {
    202: {
      description: "Accepted. `Idempotency-Replayed: true` when it had been accepted before",
      content: jobContent,
    },
    ...problems(400, 401, 403, 409, 413, 415, 422, 503),
  },
});

const listJobsRoute = apiRoute("viewer", {
  method: "get",
  path: "/",
  operationId: "listJobs",
  summary: "Jobs, newest first",
  description: [
    "`cursor` (and the header `Link`) continues the list and is absent on the last page. A page that filters by what",
    "no index answers may be short, or even empty, and have a `cursor`: older jobs may match.",
  ].join(" "),
  tags,
  request: { query: listJobsQuerySchema },
  responses: {
    200: {
      description: "One page",
      content: {
        "application/json": {
          schema: z.object({ items: z.array(jobView), cursor: z.string().optional() }),
        },
      },
    },
    ...problems(400, 401, 503),
  },
});

const getJobRoute = apiRoute("viewer", {
  method: "get",
  path: "/{id}",
  operationId: "getJob",
  summary: "A job with its input, result, attempts and cost",
  tags,
  request: {
    params: jobParams,
    query: z.object({
      wait: z.coerce
        .number<string>()
        .min(1)
        .max(20)
        .optional()
        .meta({
          description: [
            "Seconds to hold the answer until the job's version is another than that of `If-None-Match`,",
            "or, without that header, until the job changes.",
          ].join(" "),
        }),
    }),
    headers: z.object({ "if-none-match": z.string().optional() }),
  },
  responses: {
    200: {
      description: "The job; `ETag` is its version",
      content: { "application/json": { schema: jobDetailView } },
    },
    304: { description: "Its version is the one that `If-None-Match` names" },
    ...problems(400, 401, 404),
  },
});

const cancelJobRoute = apiRoute("operator", {
  method: "post",
  path: "/{id}/cancel",
  operationId: "cancelJob",
  summary: "Cancel a job",
  description: "Its task gets SIGTERM, and SIGKILL after the stop timeout. Safe to repeat.",
  tags,
  request: {
    params: jobParams,
    body: { content: { "application/json": { schema: cancelRequestSchema } } },
  },
  responses: {
    202: { description: "The job, cancelled or cancelling", content: jobContent },
    ...problems(400, 401, 403, 404, 409, 415),
  },
});

export const jobRoutes = (parts: ApiParts) =>
  new OpenAPIHono<ApiEnv>()
    .openapi(createJob, async (c) => {
      const idempotencyKey = parseIdempotencyKey(c.req.valid("header")["idempotency-key"]);
      const { job, replayed } = await submitJob(parts.ports, c.req.valid("json"), {
        createdBy: callerName(callerIn(c)),
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      });
      c.header("Location", `/v1/jobs/${job.id}`);
      if (replayed) c.header("Idempotency-Replayed", "true");
      return c.json(job, 202);
    })
    .openapi(listJobsRoute, async (c) => {
      const page = await listJobs(parts.ports, c.req.query());
      if (page.cursor !== undefined) c.header("Link", nextLink(c.req.url, page.cursor));
      return c.json(page, 200);
    })
    .openapi(getJobRoute, async (c) => {
      const { id } = c.req.valid("param");
      const { wait } = c.req.valid("query");
      const known = c.req.valid("header")["if-none-match"];
      const job =
        wait === undefined
          ? await getJob(parts.ports, id)
          : await waitForChange(
              parts,
              id,
              { waitSeconds: wait, gone: c.req.raw.signal },
              (current, first) =>
                known === undefined
                  ? versionTag(current) !== versionTag(first)
                  : !namesTag(known, versionTag(current)),
            );
      const tag = versionTag(job);
      c.header("ETag", tag);
      c.header("Cache-Control", "private, no-cache");
      if (namesTag(known, tag)) return c.body(null, 304);
      return c.json(priceJob(job, parts.ports.clock.now()), 200);
    })
    .openapi(cancelJobRoute, async (c) => {
      const { id } = c.req.valid("param");
      const by = callerName(callerIn(c));
      return c.json(await cancelJob(parts.ports, id, c.req.valid("json"), by), 202);
    });

/** RFC 8288; relative, so that it holds behind any gateway. */
function nextLink(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set("cursor", cursor);
  return `<${pathname}?${searchParams.toString()}>; rel="next"`;
}
