import { observeTask } from "@longhaul/core/attempt/observe-task";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";
import { parseTaskEvent } from "@longhaul/core/aws/task-event";
import { keepTimeline } from "@longhaul/core/execution/keep-timeline";
import { log } from "@longhaul/core/log";

const resources = parseResources(process.env);
const ports = awsPorts(resources);

/** Hears EventBridge's "ECS Task State Change". A failure is thrown: Lambda tries again, then keeps the event. */
export async function handler(event: unknown): Promise<void> {
  const seen = parseTaskEvent(event, resources.container);
  if (seen === undefined) return;
  const { jobId, attempt, task } = seen;
  await observeTask(ports, seen, "event");
  if (task.lastStatus === "STOPPED") await keepTimeline(ports, jobId);
  log.info("task.seen", { jobId, attempt, lastStatus: task.lastStatus });
}
