import type { Ports } from "@longhaul/core/ports";

import { callbackNews } from "./callback-news.ts";
import { type Plan, superviseJob } from "./supervise-job.ts";

/** The task answers the callback: the execution sleeps until it succeeds, fails, falls silent or runs out of time. */
export const runAwait = (ports: Ports): Plan =>
  superviseJob(ports, "await", {
    beats: true,
    waitForEnd: async (_context, { callback }) => ({ news: await callbackNews(callback) }),
  });
