import type { ApiKeyStore } from "./api-key/api-key-store.ts";
import type { Clock } from "./clock.ts";
import type { Executions } from "./execution/executions.ts";
import type { JobType } from "./job-type/job-type.ts";
import type { JobStore } from "./job/job-store.ts";
import type { Logs } from "./log-line/logs.ts";
import type { Tasks } from "./worker-task/tasks.ts";

/** All that the domain needs from outside. A verb names the part that it uses. */
export interface Ports {
  jobs: JobStore;
  apiKeys: ApiKeyStore;
  executions: Executions;
  tasks: Tasks;
  logs: Logs;
  clock: Clock;
  /** By name. */
  jobTypes: ReadonlyMap<string, JobType>;
}
