import * as z from "zod";

import type { SeenTask } from "../attempt/record-task.ts";
import { taskOwner } from "./task-overrides.ts";
import { taskStateFromEvent } from "./task-state.ts";

const eventSchema = z.object({
  "detail-type": z.literal("ECS Task State Change"),
  detail: z.unknown(),
});

/** What an "ECS Task State Change" event says of a task of ours; undefined: of another's. Throws when it is none. */
export function parseTaskEvent(event: unknown, container: string): SeenTask | undefined {
  const { detail } = eventSchema.parse(event);
  const owner = taskOwner(detail);
  return owner && { ...owner, task: taskStateFromEvent(detail, container) };
}
