import { OpenAPIHono } from "@hono/zod-openapi";
import { DomainError } from "@longhaul/core/error";
import { inputProblems } from "@longhaul/core/parse-input";
import type { Ports } from "@longhaul/core/ports";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";

import type { ApiEnv, ApiParts } from "./api-env.ts";
import { identify, isKeyLive } from "./auth.ts";
import { ChangeFeed } from "./change-feed.ts";
import { docs } from "./docs.ts";
import { handleError } from "./handle-error.ts";
import { jsonBody } from "./json-body.ts";
import { openApi } from "./open-api.ts";
import { knownHost, sameOrigin } from "./origin.ts";
import { problem } from "./problem.ts";
import { problemsPage } from "./problems-page.ts";
import { requestLog } from "./request-log.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { eventRoutes } from "./routes/events.ts";
import { healthRoutes } from "./routes/health.ts";
import { jobEventRoutes } from "./routes/job-events.ts";
import { jobLogRoutes } from "./routes/job-logs.ts";
import { jobTimelineRoutes } from "./routes/job-timeline.ts";
import { jobTypeRoutes } from "./routes/job-types.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { sessionRoutes } from "./routes/session.ts";
import { securityHeaders } from "./security-headers.ts";
import { staticWeb } from "./static-web.ts";

export interface AppOptions {
  /** Signs the sessions; at least 32 characters, the same on every process of a deployment. */
  sessionSecret: string;
  /** Folder of the built dashboard, if this process serves it. */
  webDir?: string;
  /** Folder of the scripts that `/docs` loads, if this process serves them. */
  docsDir?: string;
  /** Host names that this server answers to; any, if left out. */
  allowedHosts?: string[];
  /** Origins besides its own whose pages may change something with a session: a dashboard on another host. */
  origins?: string[];
  maxStreamSeconds?: number;
  /** Between two looks at the key behind an open stream. */
  keyCheckMs?: number;
  /** Between two looks at what changed. */
  pollMs?: number;
  /** Aborted when the server stops: open streams end. */
  stopped?: AbortSignal;
}

const largestBodyBytes = 1024 * 1024;

export type App = ReturnType<typeof createApp>;

/** The HTTP API over the domain's verbs. */
export function createApp(ports: Ports, options: AppOptions) {
  const { sessionSecret, webDir, docsDir, pollMs } = options;
  const web = webDir === undefined ? undefined : staticWeb(webDir);
  const parts: ApiParts = {
    ports,
    sessionSecret,
    feed: new ChangeFeed(ports.jobs, { ...(pollMs !== undefined && { pollMs }) }),
    limits: {
      maxStreamSeconds: options.maxStreamSeconds ?? 240,
      stopped: options.stopped ?? new AbortController().signal,
      isKeyLive: (keyId) => isKeyLive(ports, keyId),
      keyCheckMs: options.keyCheckMs ?? 5000,
    },
  };

  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const at = result.target === "json" ? "" : `/${result.target}`;
      const problems = inputProblems(result.error, at);
      const what = problems.map(({ pointer, message }) => `${pointer || "The body"}: ${message}`);
      throw new DomainError("invalid_input", what.join("; "), problems);
    },
  });
  app.use(requestId(), requestLog(), securityHeaders());
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use(knownHost(options.allowedHosts), sameOrigin(options.origins));
  app.use(bodyLimit({ maxSize: largestBodyBytes, onError: refuseBody }), jsonBody());
  app.use("/v1/*", identify(ports, sessionSecret));
  app.onError(handleError);
  app.notFound(
    async (c) => (await web?.(c)) ?? problem(c, "not_found", `There is nothing at ${c.req.path}.`),
  );
  openApi(app);
  app.get("/docs/problems", (c) => c.html(problemsPage()));
  docs(app, docsDir);

  return app
    .route("/health", healthRoutes(parts))
    .route("/v1/jobs", jobRoutes(parts))
    .route("/v1/jobs", jobEventRoutes(parts))
    .route("/v1/jobs", jobTimelineRoutes(parts))
    .route("/v1/jobs", jobLogRoutes(parts))
    .route("/v1/events", eventRoutes(parts))
    .route("/v1/job-types", jobTypeRoutes(parts))
    .route("/v1/api-keys", apiKeyRoutes(parts))
    .route("/v1/session", sessionRoutes(parts));
}

function refuseMethod(c: Context, methods: string[]): Response {
  const headers = { Allow: methods.join(", ") };
  if (c.req.method === "OPTIONS") return c.body(null, 204, headers);
  const detail = `${c.req.path} has ${headers.Allow}, not ${c.req.method}.`;
  return problem(c, "method_not_allowed", detail, { headers });
}

function refuseBody(): never {
  throw new DomainError(
    "payload_too_large",
    `A body may have at most ${largestBodyBytes} bytes. Put large data in S3 and pass its URL.`,
  );
}
