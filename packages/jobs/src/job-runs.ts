import { checkedRun, type JobRun } from "./job-run.ts";

/** The work of every job type by its name; loaded one by one, so that a worker starts with no more than it runs. */
export const jobRuns: ReadonlyMap<string, () => Promise<JobRun>> = new Map([
  [
    "simulate",
    async () => {
      const { definition } = await import("./simulate/definition.ts");
      const { run } = await import("./simulate/run.ts");
      return checkedRun(definition, run);
    },
  ],
  [
    "profile-dataset",
    async () => {
      const { definition } = await import("./profile-dataset/definition.ts");
      const { run } = await import("./profile-dataset/run.ts");
      return checkedRun(definition, run);
    },
  ],
  [
    "run-command",
    async () => {
      const { definition } = await import("./run-command/definition.ts");
      const { run } = await import("./run-command/run.ts");
      return checkedRun(definition, run);
    },
  ],
]);
