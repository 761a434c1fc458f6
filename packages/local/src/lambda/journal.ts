import type { Engine } from "./engine.ts";
import { executionUuid, type Execution } from "./execution.ts";
import type { EventDetails, EventSubject } from "./history.ts";
import type { Operation } from "./operation.ts";

/**
 * The changes of one execution within one transaction: numbers operations and events, and keeps the
 * execution's row, which `save` writes. Inside `db.write`.
 */
export class Journal {
  readonly engine: Engine;
  readonly execution: Execution;
  readonly now: number;

  constructor(engine: Engine, execution: Execution) {
    this.engine = engine;
    this.execution = execution;
    this.now = engine.machine.clock.now();
  }

  find(operationId: string): Operation | undefined {
    return this.engine.operations.find(this.execution.id, operationId);
  }

  /** Stores a new operation, which counts as one metered operation. */
  add(operation: Operation): void {
    const { execution, engine } = this;
    const parent = operation.parentId === null ? undefined : this.find(operation.parentId);
    if (parent !== undefined) operation.isHidden = hidesChildren(parent) ? 1 : 0;
    execution.lastChange += 1;
    operation.change = execution.lastChange;
    operation.position = execution.lastChange;
    execution.meteredOperations += 1;
    engine.operations.insert(execution.id, operation);
  }

  /** Stores a changed operation. One that handlers do not see any more changes silently. */
  change(operation: Operation): void {
    const { execution, engine } = this;
    if (operation.isHidden === 0) {
      execution.lastChange += 1;
      operation.change = execution.lastChange;
    }
    engine.operations.update(execution.id, operation);
  }

  event(type: string, details: EventDetails, subject?: EventSubject): void {
    const { execution, engine } = this;
    execution.lastEvent += 1;
    const event = { eventId: execution.lastEvent, type, at: this.now, details };
    engine.history.append(execution.id, event, subject);
  }

  /** An event of the execution as a whole. */
  executionEvent(type: string, details: EventDetails): void {
    const id = executionUuid(this.execution);
    this.event(type, details, { id, name: this.execution.name, subType: null, parentId: null });
  }

  save(): void {
    this.engine.executions.save(this.execution);
  }
}

function hidesChildren(parent: Operation): boolean {
  return parent.isHidden === 1 || (parent.status !== "STARTED" && parent.replayChildren === 0);
}
