import type { RuleOptions } from "../options.ts";
import type { EventBus, FunctionInvoker, Machine, Service } from "../service.ts";
import { eventEnvelope, type BusEvent } from "./event-envelope.ts";
import { listRules } from "./list-rules.ts";
import { putEvents } from "./put-events.ts";
import { parseRules } from "./rules.ts";
import { Schedules } from "./schedules.ts";

/** EventBridge's default bus. Throws an Error when a rule is not valid. */
export function createEvents(
  machine: Machine,
  ruleOptions: RuleOptions[],
  invoker: FunctionInvoker,
): Service & EventBus {
  const rules = parseRules(ruleOptions);
  const schedules = new Schedules(machine, rules, invoker);

  /** Returns the event's id. */
  function send(event: BusEvent): string {
    const envelope = eventEnvelope(machine, event);
    const payload = JSON.stringify(envelope);
    for (const { options, matches } of rules) {
      if (matches?.(envelope)) invoker.invokeLater(options.function, payload);
    }
    return envelope.id;
  }

  return {
    operations: {
      "AWSEvents.PutEvents": putEvents(machine, send),
      "AWSEvents.ListRules": listRules(machine, rules),
    },
    publish: (event) => void send(event),
    resume: () => schedules.resume(),
    close: () => schedules.close(),
  };
}
