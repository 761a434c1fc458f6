import { OpenAPIHono, z } from "@hono/zod-openapi";
import { type LogRequest, readLogs } from "@longhaul/core/log-line/read-logs";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { stream as streamText } from "hono/streaming";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { eventStream } from "../event-stream.ts";
import { followLog } from "../follow-log.ts";
import { jobParams, logLineView } from "../job-schemas.ts";
import { decodeLogPosition } from "../log-position.ts";
import { problems } from "../problem.ts";

const cursor = z.string().max(4000).optional();

const logPageSchema = z
  .object({
    lines: z.array(logLineView),
    cursor: z
      .string()
      .optional()
      .meta({ description: "Continues forward; absent at the end of a finished job's log" }),
    previousCursor: z
      .string()
      .optional()
      .meta({ description: "Pages backward; absent at the first line" }),
  })
  .meta({ id: "LogPage" });

const getLogs = apiRoute("viewer", {
  method: "get",
  path: "/{id}/logs",
  operationId: "getJobLogs",
  summary: "A job's log: a page, live, or as a file",
  description: [
    "A page of lines; or, with `Accept: text/event-stream` or `follow=true`, server-sent events `line` as they come and",
    "`end` when the job has finished and all was sent; or, with `Accept: text/plain` or `format=text`, all of it as a",
    "file.",
  ].join(" "),
  tags: ["Jobs"],
  request: {
    params: jobParams,
    query: z.object({
      attempt: z.coerce.number<string>().int().positive().optional().meta({
        description: "Only of this attempt; all of them, one after the other, if left out",
      }),
      from: z
        .enum(["start", "end"])
        .optional()
        .meta({ description: "Where to begin; `start` if left out" }),
      limit: z.coerce
        .number<string>()
        .int()
        .min(1)
        .max(10_000)
        .optional()
        .meta({ description: "1000 if left out" }),
      cursor,
      follow: z.enum(["true", "false"]).optional(),
      format: z.enum(["json", "text"]).optional(),
      lastEventId: cursor,
    }),
    headers: z.object({ "last-event-id": cursor }),
  },
  responses: {
    200: {
      description: "The lines",
      content: {
        "application/json": { schema: logPageSchema },
        "text/event-stream": { schema: z.string() },
        "text/plain": { schema: z.string() },
      },
    },
    ...problems(400, 401, 404),
  },
});

export const jobLogRoutes = (parts: ApiParts) =>
  new OpenAPIHono<ApiEnv>().openapi(getLogs, async (c) => {
    const { id: jobId } = c.req.valid("param");
    const { attempt, from, limit = 1000, cursor: at, ...query } = c.req.valid("query");
    const request: LogRequest = {
      jobId,
      limit,
      ...(attempt !== undefined && { attempt }),
      ...(from !== undefined && { from }),
      ...(at !== undefined && { cursor: at }),
    };
    const type = wantedType(c, query);
    if (type === "application/json") return c.json(await readLogs(parts.ports, request), 200);

    const lastEventId = c.req.valid("header")["last-event-id"] ?? query.lastEventId;
    const position = lastEventId === undefined ? undefined : decodeLogPosition(lastEventId);
    // Refused here, while there still is a status to say so with.
    await readLogs(parts.ports, {
      ...request,
      ...(position?.cursor && { cursor: position.cursor }),
      limit: 1,
    });
    if (type === "text/plain") return downloadLog(c, parts, request);
    const start =
      position === undefined ? { cursor: at } : { cursor: position.cursor, after: position.lineId };
    return eventStream(c, parts.limits, (stream) =>
      followLog(parts, jobId, { attempt, from, ...start }, stream),
    );
  });

function wantedType(
  c: Context,
  { follow, format }: { follow?: string | undefined; format?: string | undefined },
): string {
  if (follow === "true") return "text/event-stream";
  if (format !== undefined) return format === "text" ? "text/plain" : "application/json";
  const supports = ["application/json", "text/event-stream", "text/plain"];
  return accepts(c, { header: "Accept", supports, default: "application/json" });
}

function downloadLog(c: Context, { ports, limits }: ApiParts, request: LogRequest): Response {
  c.header("Content-Type", "text/plain; charset=utf-8");
  c.header("Content-Disposition", `attachment; filename="${request.jobId}.log"`);
  if (c.req.method === "HEAD") return c.body(null);
  return streamText(c, async (stream) => {
    const { jobId, attempt } = request;
    let next: LogRequest | undefined = {
      jobId,
      limit: 10_000,
      ...(attempt !== undefined && { attempt }),
    };
    while (next !== undefined && !stream.aborted && !limits.stopped.aborted) {
      const { lines, cursor: at } = await readLogs(ports, next);
      await stream.write(lines.map((line) => `${line.at} ${line.message}\n`).join(""));
      const isEnd: boolean = at === undefined || at === next.cursor;
      next = isEnd || at === undefined ? undefined : { ...next, cursor: at };
    }
  });
}
