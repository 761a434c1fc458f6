import type { Engine } from "./engine.ts";
import { executionSubject, type Execution } from "./execution.ts";
import type { EventDetails, EventSubject } from "./history.ts";
import type { Operation } from "./operation.ts";

/**
 * The changes of one execution within one transaction: numbers operations and events, and keeps the rows of the
 * execution and its operations, which `save` writes. Inside `db.write`.
 */
export class Journal {
  readonly engine: Engine;
  readonly execution: Execution;
  readonly now: number;
  readonly #before: Pick<Execution, "status" | "phase" | "lastChange">;
  /** What was read or changed, by id. */
  readonly #known = new Map<string, Operation>();
  readonly #touched = new Set<Operation>();
  /** Not written yet. */
  readonly #added = new Set<Operation>();
  readonly #changed = new Set<Operation>();

  constructor(engine: Engine, execution: Execution) {
    this.engine = engine;
    this.execution = execution;
    this.now = engine.machine.clock.now();
    const { status, phase, lastChange } = execution;
    this.#before = { status, phase, lastChange };
  }

  find(operationId: string): Operation | undefined {
    const known = this.#known.get(operationId);
    if (known !== undefined) return known;
    const found = this.engine.operations.find(this.execution.id, operationId);
    if (found !== undefined) this.#known.set(operationId, found);
    return found;
  }

  /** Stores a new operation, which counts as one metered operation. */
  add(operation: Operation): void {
    const { execution } = this;
    const parent = operation.parentId === null ? undefined : this.find(operation.parentId);
    if (parent !== undefined) operation.isHidden = hidesChildren(parent) ? 1 : 0;
    execution.lastChange += 1;
    operation.change = execution.lastChange;
    operation.position = execution.lastChange;
    execution.meteredOperations += 1;
    this.#known.set(operation.id, operation);
    this.#touched.add(operation);
    this.#added.add(operation);
  }

  /** Stores a changed operation. One that handlers do not see any more changes silently. */
  change(operation: Operation): void {
    const { execution } = this;
    if (operation.isHidden === 0) {
      execution.lastChange += 1;
      operation.change = execution.lastChange;
      this.#touched.add(operation);
    }
    this.#known.set(operation.id, operation);
    if (!this.#added.has(operation)) this.#changed.add(operation);
  }

  /** The operations that changed after `change`, in the order of their changes. After `save`. */
  changedAfter(change: number): Operation[] {
    const { engine, execution } = this;
    if (change < this.#before.lastChange)
      return engine.operations.changedAfter(execution.id, change);
    return [...this.#touched].sort((a, b) => a.change - b.change);
  }

  /** Takes what is inside a finished context out of the handlers' sight. */
  hideDescendants(context: Operation): void {
    this.#writeOperations();
    this.#known.clear();
    this.engine.operations.hideDescendants(this.execution.id, context.id);
  }

  event(type: string, details: EventDetails, subject?: EventSubject): void {
    const { execution, engine } = this;
    execution.lastEvent += 1;
    const event = { eventId: execution.lastEvent, type, at: this.now, details };
    engine.history.append(execution.id, event, subject);
  }

  /** An event of the execution as a whole. */
  executionEvent(type: string, details: EventDetails): void {
    this.event(type, details, executionSubject(this.execution));
  }

  save(): void {
    this.#writeOperations();
    const { status, phase } = this.execution;
    const { executions } = this.engine;
    if (status !== this.#before.status) executions.save(this.execution);
    else if (phase !== this.#before.phase) executions.savePhase(this.execution);
    else executions.saveProgress(this.execution);
  }

  #writeOperations(): void {
    const { engine, execution } = this;
    for (const operation of this.#added) engine.operations.insert(execution.id, operation);
    for (const operation of this.#changed) engine.operations.update(execution.id, operation);
    this.#added.clear();
    this.#changed.clear();
  }
}

function hidesChildren(parent: Operation): boolean {
  return parent.isHidden === 1 || (parent.status !== "STARTED" && parent.replayChildren === 0);
}
