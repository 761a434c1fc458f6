import { OpenAPIHono, z } from "@hono/zod-openapi";
import { DomainError } from "@longhaul/core/error";
import type { JobType } from "@longhaul/core/job-type/job-type";
import { jobOptionsSchema, patternSchema } from "@longhaul/core/job/job";
import { completeOptions } from "@longhaul/core/job/new-job";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";
import { problems } from "../problem.ts";

const tags = ["Job types"];
const jsonSchema = z.record(z.string(), z.unknown()).meta({ description: "JSON Schema 2020-12" });

const jobTypeSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    resumable: z.boolean(),
    inputSchema: jsonSchema,
    resultSchema: jsonSchema,
    example: z.unknown(),
    defaults: jobOptionsSchema.extend({ pattern: patternSchema }),
  })
  .meta({ id: "JobType", description: "A kind of work: what it takes, gives, and how it runs." });

export type JobTypeView = z.infer<typeof jobTypeSchema>;

const listJobTypes = apiRoute("viewer", {
  method: "get",
  path: "/",
  operationId: "listJobTypes",
  summary: "All job types",
  tags,
  responses: {
    200: {
      description: "The job types",
      content: { "application/json": { schema: z.object({ items: z.array(jobTypeSchema) }) } },
    },
    ...problems(401),
  },
});

const getJobType = apiRoute("viewer", {
  method: "get",
  path: "/{name}",
  operationId: "getJobType",
  summary: "One job type",
  tags,
  request: { params: z.object({ name: z.string() }) },
  responses: {
    200: {
      description: "The job type",
      content: { "application/json": { schema: jobTypeSchema } },
    },
    ...problems(401, 404),
  },
});

export const jobTypeRoutes = ({ ports }: Pick<ApiParts, "ports">) => {
  const views = new Map([...ports.jobTypes].map(([name, type]) => [name, viewOf(type)]));
  return new OpenAPIHono<ApiEnv>()
    .openapi(listJobTypes, (c) => c.json({ items: [...views.values()] }, 200))
    .openapi(getJobType, (c) => {
      const { name } = c.req.valid("param");
      const view = views.get(name);
      if (view !== undefined) return c.json(view, 200);
      const known = [...views.keys()].join(", ");
      throw new DomainError(
        "job_type_not_found",
        `There is no job type "${name}"; the types are: ${known}.`,
      );
    });
};

function viewOf(type: JobType): JobTypeView {
  const { name, title, description, resumable, example } = type;
  return {
    name,
    title,
    description,
    resumable,
    inputSchema: z.toJSONSchema(type.input, { io: "input", unrepresentable: "any" }),
    resultSchema: z.toJSONSchema(type.result, { unrepresentable: "any" }),
    example,
    defaults: completeOptions(type.defaults),
  };
}
