import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Pattern } from "@longhaul/core/job/job";
import type { Ports } from "@longhaul/core/ports";

import { beginJob, waitForAttempt } from "./begin-job.ts";
import { namingErrors } from "./execution-error.ts";
import { finishJob } from "./finish-job.ts";
import { type AttemptPlan, superviseAttempt } from "./supervise-attempt.ts";
import { watchJob } from "./watch-job.ts";

/** A durable function's body: the payload and the context in, the execution's result out. */
export type Plan = (payload: unknown, context: DurableContext) => Promise<unknown>;

/** The plan of a pattern whose execution lives as long as its job: attempt after attempt until the job is final. */
export function superviseJob(ports: Ports, pattern: Pattern, attemptPlan: AttemptPlan): Plan {
  return (payload, context) =>
    namingErrors(async () => {
      const { jobId, outcome: first } = await beginJob(context, ports, { pattern, payload });
      let outcome = first;
      for (let watches = 0; outcome.next !== "done";) {
        if (outcome.next === "wait") {
          watches += 1;
          outcome = await watchJob(context, ports, { name: `watch-${watches}`, jobId });
        } else {
          const { attempt } = outcome;
          await waitForAttempt(context, outcome);
          outcome = await superviseAttempt(context, ports, { jobId, attempt }, attemptPlan);
          context.logger.info("attempt.left", { attempt, next: outcome.next });
        }
      }
      return finishJob(context, ports, { jobId, outcome });
    });
}
