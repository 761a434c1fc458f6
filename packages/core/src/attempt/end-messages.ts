import type { EndClass } from "./attempt.ts";

/** What each end means, in a sentence for people. */
export const endMessages: Record<EndClass, string> = {
  completed: "The work was completed.",
  failed: "The code reported an error.",
  crashed: "The process exited without a report.",
  out_of_memory: "The task ran out of memory.",
  heartbeat_lost: "Nothing was heard from the worker for longer than its heartbeat limit.",
  start_failed: "The task could not be started.",
  no_capacity: "AWS had no capacity for the task.",
  interrupted: "The Spot task was interrupted by AWS.",
  retired: "AWS took the host out of service for maintenance.",
  lost: "ECS no longer knows the task.",
  cancelled: "The attempt was cancelled.",
  timed_out: "The time limit was reached.",
};
