import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { runTask } from "@longhaul/core/attempt/run-task";
import type { Ports } from "@longhaul/core/ports";

import { runStep } from "../steps/run-step.ts";
import { beginJob, waitForAttempt } from "./begin-job.ts";
import { namingErrors } from "./execution-error.ts";
import { finishJob } from "./finish-job.ts";
import type { Plan } from "./supervise-job.ts";

/**
 * Starts the task and returns: stop events and the sweep supervise it. An attempt that ECS refuses is followed by the
 * next one here; one that ends later is followed by an execution of its own.
 */
export const runCallback =
  (ports: Ports): Plan =>
  (payload, context) =>
    namingErrors(async () => {
      const { jobId, outcome: first } = await beginJob(context, ports, {
        pattern: "callback",
        payload,
      });
      let outcome = first;
      while (outcome.next === "attempt") {
        const { attempt } = outcome;
        await waitForAttempt(context, outcome);
        const begun = await runStep(context, `begin-attempt-${attempt}`, () =>
          beginAttempt(ports, { jobId, attempt }),
        );
        if (!begun.begun) {
          outcome = begun.outcome;
          continue;
        }
        const run = await runStep(context, `run-task-${attempt}`, () =>
          runTask(ports, { jobId, attempt }),
        );
        if ("taskArn" in run) return { jobId, taskArn: run.taskArn };
        outcome = run.outcome;
      }
      return outcome.next === "done" ? finishJob(context, ports, { jobId, outcome }) : { jobId };
    });
