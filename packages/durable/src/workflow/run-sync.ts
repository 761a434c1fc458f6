import type { Ports } from "@longhaul/core/ports";

import { type Plan, superviseJob } from "./supervise-job.ts";
import { waitForEnd } from "./wait-for-end.ts";

/** The task knows nothing of us: the execution polls ECS, and the stop event wakes it early. */
export const runSync = (ports: Ports): Plan =>
  superviseJob(ports, "sync", {
    beats: false,
    waitForEnd: (context, { jobId, attempt, callback }) =>
      waitForEnd(context, ports, {
        name: `end-of-attempt-${attempt}`,
        jobId,
        countFrom: "job",
        callback,
      }),
  });
