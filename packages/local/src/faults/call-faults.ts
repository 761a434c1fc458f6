import { AwsError } from "../aws-error.ts";
import type { Clock } from "../clock.ts";
import { requestAborted } from "../request-aborted.ts";
import type { ArmedFault, FaultOf } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";
import { RateLimits } from "./rate-limits.ts";
import { throttlingError, type AwsService } from "./throttling-error.ts";

type CallFault = FaultOf<"api-error" | "api-delay" | "api-throttled" | "api-rate">;

/** The faults of calls, which strike before anything has seen the call. */
export class CallFaults {
  readonly #armed: ArmedFaults;
  readonly #clock: Clock;
  readonly #serviceOf: ReadonlyMap<string, AwsService>;
  readonly #limits = new RateLimits();

  constructor(armed: ArmedFaults, clock: Clock, serviceOf: ReadonlyMap<string, AwsService>) {
    this.#armed = armed;
    this.#clock = clock;
    this.#serviceOf = serviceOf;
  }

  /** Throws AwsError, or waits, when a fault is there for this call. */
  async strike(operation: string, signal: AbortSignal): Promise<void> {
    const fault = this.#armed.take((each, id): each is CallFault =>
      this.#strikes(each, id, operation),
    );
    switch (fault?.kind) {
      case undefined:
        return;
      case "api-delay":
        return passed(this.#clock, fault.delayMs, signal);
      case "api-error": {
        const type = fault.error ?? errorOf(fault.status);
        throw new AwsError(type, `A fault struck ${operation}.`, fault.status);
      }
      case "api-throttled":
      case "api-rate": {
        const service = this.#serviceOf.get(operation);
        if (service === undefined) throw new Error(`no service has the operation ${operation}`);
        throw throttlingError(service, operation, fault.retryAfterSeconds);
      }
    }
  }

  #strikes(fault: ArmedFault, id: number, operation: string): boolean {
    switch (fault.kind) {
      case "api-error":
      case "api-delay":
      case "api-throttled":
        return fault.operation === operation;
      case "api-rate":
        return (
          fault.operation === operation &&
          this.#limits.exceeds(id, fault.perSecond, this.#clock.now())
        );
      case "run-task-throttled":
      case "run-task-no-capacity":
      case "event-delay":
      case "event-duplicate":
      case "event-drop":
      case "function-crash":
        return false;
    }
  }
}

function errorOf(status: number): string {
  if (status >= 500) return "ServiceException";
  return status === 429 ? "TooManyRequestsException" : "ClientException";
}

function passed(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + delayMs, resolve);
    signal.addEventListener("abort", () => {
      cancel();
      reject(requestAborted());
    });
  });
}
