import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import type { TaskLife } from "../ecs/task-life.ts";
import { taskIdOf } from "../ecs/task-reference.ts";
import type { TaskStore } from "../ecs/task-store.ts";
import { parseInput } from "../parse-input.ts";
import type { HttpAnswer, PathHandler } from "../service.ts";
import type { ArmedFaults } from "./armed-faults.ts";
import { strikeTask, taskFaultKinds } from "./strike-task.ts";

const schema = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(taskFaultKinds), task: z.string() }),
  z.object({
    kind: z.enum(["run-task-throttled", "run-task-no-capacity"]),
    times: z.number().int().min(1).max(1_000_000).default(1),
  }),
]);

/** What AWS does rarely, on demand: POST `/_faults` makes a fault, GET lists those that wait, DELETE clears them. */
export function faults(store: TaskStore, life: TaskLife, armed: ArmedFaults): PathHandler {
  function make(body: Buffer): HttpAnswer {
    const fault = parseInput(schema, parseJson(body), "ValidationException");
    if ("times" in fault) {
      armed.add(fault.kind, fault.times);
      return { status: 201, body: fault };
    }
    const task = store.find(taskIdOf(fault.task) ?? "");
    if (task === undefined) throw new AwsError("ResourceNotFoundException", "No such task.", 404);
    store.machine.db.write(() => strikeTask(life, task, fault.kind));
    return { status: 201, body: fault };
  }

  return ({ method, segments, body }) => {
    if (segments[0] !== "_faults" || segments.length > 1) return undefined;
    switch (method) {
      case "POST":
        return make(body);
      case "GET":
        return { status: 200, body: { faults: armed.list() } };
      case "DELETE":
        armed.clear();
        return { status: 204 };
      default:
        return { status: 405, headers: { allow: "GET, POST, DELETE" } };
    }
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError("SerializationException", "The body is not JSON.");
  }
}
