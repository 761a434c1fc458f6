import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { HttpAnswer, Service } from "../service.ts";
import { armedFault, type ArmedFault } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";
import { taskFault, type TaskFault } from "./task-fault.ts";

const schema = z.discriminatedUnion("kind", [taskFault, armedFault], {
  error: ({ code }) =>
    code === "invalid_union"
      ? "is not one of the faults; npm run fault -- --help lists them"
      : undefined,
});

export interface FaultTargets {
  /** Throws AwsError when there is no such task, or none that runs. */
  strikeTask(fault: TaskFault): void;
  /** Throws AwsError when there is no such durable function. */
  checkDurable(functionName: string): void;
  /** The operations that a client can call. */
  operationNames: ReadonlySet<string>;
}

/** What AWS does rarely, on demand: POST `/_faults` makes a fault, GET lists those that wait, DELETE clears them. */
export function createFaults(armed: ArmedFaults, targets: FaultTargets): Service {
  function make(body: Buffer): HttpAnswer {
    const fault = parseInput(schema, parseJson(body), "ValidationException");
    if ("task" in fault) {
      targets.strikeTask(fault);
      return { status: 201, body: fault };
    }
    checkTarget(fault, targets);
    armed.add(fault);
    return { status: 201, body: fault };
  }

  function answer(method: string, body: Buffer): HttpAnswer {
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
  }

  return {
    paths({ method, segments, body }) {
      if (segments[0] !== "_faults" || segments.length > 1) return undefined;
      return { answer: () => answer(method, body) };
    },
  };
}

/** A fault that would never strike is a mistake. */
function checkTarget(fault: ArmedFault, targets: FaultTargets): void {
  if (fault.kind === "function-crash") targets.checkDurable(fault.function);
  if (!("operation" in fault) || targets.operationNames.has(fault.operation)) return;
  throw new AwsError(
    "ValidationException",
    `operation: the local AWS has no "${fault.operation}"; name one as the SDK does, such as RunTask.`,
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError("SerializationException", "The body is not JSON.");
  }
}
