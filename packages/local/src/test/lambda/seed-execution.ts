import type { Database } from "../../database.ts";
import { ExecutionStore } from "../../lambda/execution-store.ts";
import type { Execution } from "../../lambda/execution.ts";
import { History } from "../../lambda/history.ts";
import { OperationStore } from "../../lambda/operation-store.ts";
import { newOperation } from "../../lambda/operation.ts";
import { newExecution } from "./new-execution.ts";

/** What an execution has behind it. */
export interface Past {
  operations: number;
  events?: number;
  /** All its operations are inside one context, which is done with. */
  isHidden?: boolean;
  /** Bytes of each event's payload. */
  payloadBytes?: number;
}

/** Writes an execution whose handler is at work, without the handler. Before the service is made. */
export function seedExecution(db: Database, name: string, past: Past): Execution {
  const executions = new ExecutionStore(db);
  const operations = new OperationStore(db);
  const history = new History(db);
  const { events = 1, isHidden = false, payloadBytes = 2 } = past;
  return db.write(() => {
    const arn = `arn:aws:lambda:eu-central-1:123456789012:function:f:$LATEST/durable-execution/${name}/${crypto.randomUUID()}`;
    const times = { startedAt: Date.now(), timeoutSeconds: 3600 };
    const execution = executions.insert(newExecution(name, { arn, ...times }));
    for (let position = 1; position <= past.operations; position += 1) {
      const step = newOperation({ Id: `s${position}`, Type: "STEP", Action: "START" }, Date.now());
      Object.assign(step, { position, change: position, status: "SUCCEEDED", attempt: 1 });
      step.isHidden = isHidden ? 1 : 0;
      operations.insert(execution.id, step);
    }
    const details = { Result: { Payload: "x".repeat(payloadBytes) } };
    for (let eventId = 1; eventId <= events; eventId += 1) {
      const event = { eventId, type: "StepSucceeded", at: Date.now(), details };
      history.append(execution.id, event, undefined);
    }
    Object.assign(execution, { phase: "invoked", invocation: 1, requestId: "r" });
    execution.meteredOperations = 1 + past.operations;
    execution.lastChange = past.operations;
    execution.seenChange = past.operations;
    execution.lastEvent = events;
    executions.save(execution);
    return execution;
  });
}
