import type { JobError } from "@longhaul/core/attempt/attempt";
import type { JobContext } from "@longhaul/core/job-type/job-context";
import type { WorkEnd } from "@longhaul/core/work/finish-work";
import type { Work } from "@longhaul/core/work/start-work";
import { JobFailure } from "@longhaul/jobs/job-failure";
import type { JobRun } from "@longhaul/jobs/job-run";
import type { WorkerSettings } from "@longhaul/jobs/worker-settings";

import { jobErrorOf } from "./job-error-of.ts";
import { Terminated } from "./shutdown.ts";

export type JobRuns = ReadonlyMap<string, () => Promise<JobRun>>;

/** Runs the code of the job's type to its end, whatever that is. */
export async function performWork(
  runs: JobRuns,
  { job, input }: Work,
  context: JobContext,
  settings: WorkerSettings,
): Promise<WorkEnd> {
  try {
    const load = runs.get(job.type);
    if (load === undefined) throw unknownType(job.type);
    const run = await load();
    return { result: plainJson(await run(input, context, settings)) };
  } catch (error) {
    const { aborted, reason } = context.signal;
    if (aborted && reason instanceof Terminated)
      return { interrupted: interruption(reason, error) };
    return { error: jobErrorOf(error) };
  }
}

/** After the signal any error is its consequence; one of its own is told all the same. */
function interruption(reason: Terminated, error: unknown): JobError {
  const own = error === reason ? "" : ` The code then said: ${jobErrorOf(error).message}`;
  return { code: "interrupted", message: `${reason.message}${own}` };
}

/** A retry may mend it: tasks start from the newest image, and that may be on its way. */
const unknownType = (type: string) =>
  new JobFailure("unknown_job_type", `This worker's image has no code for job type "${type}".`);

/** As it will be read back. */
function plainJson(result: unknown): unknown {
  try {
    const plain: unknown = JSON.parse(JSON.stringify(result ?? null));
    return plain;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new JobFailure(
      "result_not_json",
      `The work was done, but its result is not JSON: ${why}`,
      { isRetryable: false },
    );
  }
}
