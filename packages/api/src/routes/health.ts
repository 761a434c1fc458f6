import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Ports } from "@longhaul/core/ports";

import type { ApiEnv, ApiParts } from "../api-env.ts";
import { apiRoute } from "../api-route.ts";

const healthSchema = z
  .object({
    status: z.enum(["ok", "degraded"]),
    checks: z.array(
      z.object({
        name: z.string(),
        status: z.enum(["ok", "failed"]),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "Health" });

const content = { "application/json": { schema: healthSchema } };

const getHealth = apiRoute("anyone", {
  method: "get",
  path: "/",
  operationId: "getHealth",
  summary: "Whether the service and what it depends on answer",
  tags: ["Service"],
  responses: {
    200: { description: "All of it answers", content },
    503: { description: "Something does not answer; the checks say what", content },
  },
});

export const healthRoutes = ({ ports }: Pick<ApiParts, "ports">) =>
  new OpenAPIHono<ApiEnv>().openapi(getHealth, async (c) => {
    const table = await checkTable(ports);
    const isOk = table.status === "ok";
    c.header("Cache-Control", "no-store");
    return c.json({ status: isOk ? "ok" : "degraded", checks: [table] } as const, isOk ? 200 : 503);
  });

const limitMs = 2000;
const noJob = "job_00000000000000000000000000";

async function checkTable(ports: Pick<Ports, "jobs">) {
  const name = "table";
  const timeout = Promise.withResolvers<"late">();
  const timer = setTimeout(() => timeout.resolve("late"), limitMs);
  try {
    const first = await Promise.race([ports.jobs.get(noJob), timeout.promise]);
    if (first !== "late") return { name, status: "ok" } as const;
    return { name, status: "failed", detail: `No answer within ${limitMs} ms.` } as const;
  } catch (error) {
    // The name is enough for an operator and tells a stranger nothing.
    return { name, status: "failed", detail: kindOf(error) } as const;
  } finally {
    clearTimeout(timer);
  }
}

/** `ResourceNotFoundException`, `ECONNREFUSED`. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
