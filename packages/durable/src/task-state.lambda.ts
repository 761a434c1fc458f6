import { observeTask } from "@longhaul/core/attempt/observe-task";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseExecutionEvent } from "@longhaul/core/aws/execution-event";
import { parseResources } from "@longhaul/core/aws/resources";
import { parseTaskEvent } from "@longhaul/core/aws/task-event";
import { keepTimeline } from "@longhaul/core/execution/keep-timeline";
import { observeExecution } from "@longhaul/core/execution/observe-execution";
import { log } from "@longhaul/core/log";

const resources = parseResources(process.env);
const ports = awsPorts(resources);

/**
 * Hears EventBridge's "ECS Task State Change" and "Durable Execution Status Change". A failure is thrown: Lambda tries
 * again, then keeps the event.
 */
export async function handler(event: unknown): Promise<void> {
  const ended = parseExecutionEvent(event);
  if (ended !== undefined) {
    await observeExecution(ports, ended);
    log.info("execution.seen", { execution: ended.name, status: ended.status });
    return;
  }
  const seen = parseTaskEvent(event, resources.container);
  if (seen === undefined) return;
  const { jobId, attempt, task } = seen;
  await observeTask(ports, seen, "event");
  if (task.lastStatus === "STOPPED") await keepTimeline(ports, jobId);
  log.info("task.seen", { jobId, attempt, lastStatus: task.lastStatus });
}
