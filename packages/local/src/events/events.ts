import type { RuleOptions } from "../options.ts";
import type { EventBus, Machine, Service } from "../service.ts";
import type { Delivery } from "./delivery.ts";
import { eventEnvelope, type BusEvent } from "./event-envelope.ts";
import { listRules } from "./list-rules.ts";
import { putEvents } from "./put-events.ts";
import { parseRules } from "./rules.ts";
import { Schedules } from "./schedules.ts";

/** EventBridge's default bus. Throws an Error when a rule is not valid. */
export function createEvents(
  machine: Machine,
  ruleOptions: RuleOptions[],
  delivery: Delivery,
): Service & EventBus {
  const rules = parseRules(ruleOptions);
  const schedules = new Schedules(machine, rules, delivery);

  /** Returns the event's id. */
  function send(event: BusEvent): string {
    const envelope = eventEnvelope(machine, event);
    for (const { options, matches } of rules) {
      if (matches?.(envelope)) delivery.deliver(options.function, envelope);
    }
    return envelope.id;
  }

  return {
    operations: {
      "AWSEvents.PutEvents": putEvents(machine, send),
      "AWSEvents.ListRules": listRules(machine, rules),
    },
    publish: (event) => void send(event),
    resume() {
      delivery.resume();
      schedules.resume();
    },
    close() {
      schedules.close();
      delivery.close();
    },
  };
}
