import * as z from "zod";

import { MemoryApiKeyStore } from "../api-key/memory-api-key-store.ts";
import { defineJobType, type JobType } from "../job-type/job-type.ts";
import { MemoryJobStore } from "../job/memory-job-store.ts";
import type { Ports } from "../ports.ts";
import { MemoryExecutions } from "./memory-executions.ts";
import { MemoryLogs } from "./memory-logs.ts";
import { MemoryTasks } from "./memory-tasks.ts";
import { TestClock } from "./test-clock.ts";

export interface TestPorts extends Ports {
  jobs: MemoryJobStore;
  apiKeys: MemoryApiKeyStore;
  executions: MemoryExecutions;
  tasks: MemoryTasks;
  logs: MemoryLogs;
  clock: TestClock;
}

/** A job type for tests of everything that is not about job types. */
export const echoType = defineJobType({
  name: "echo",
  title: "Echo",
  description: "Gives back what it was given.",
  input: z.strictObject({ text: z.string().min(1) }),
  result: z.object({ text: z.string() }),
  example: { text: "hello" },
  resumable: false,
});

/** Every port in memory, and a clock that the test moves. */
export function testPorts({ jobTypes = [echoType] }: { jobTypes?: JobType[] } = {}): TestPorts {
  const clock = new TestClock();
  return {
    jobs: new MemoryJobStore(),
    apiKeys: new MemoryApiKeyStore(),
    executions: new MemoryExecutions(),
    tasks: new MemoryTasks(clock),
    logs: new MemoryLogs(),
    clock,
    jobTypes: new Map(jobTypes.map((jobType) => [jobType.name, jobType])),
  };
}
