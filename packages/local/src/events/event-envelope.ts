import { randomUUID } from "node:crypto";

import type { Machine } from "../service.ts";

export interface BusEvent {
  source: string;
  detailType: string;
  resources: string[];
  detail: Record<string, unknown>;
  /** Milliseconds since the epoch; default: now. */
  timeMs?: number;
}

/** An event as its targets receive it: time in whole seconds, as AWS sends it. */
export function eventEnvelope(machine: Machine, event: BusEvent) {
  const time = new Date(event.timeMs ?? machine.clock.now());
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": event.detailType,
    source: event.source,
    account: machine.accountId,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: machine.region,
    resources: event.resources,
    detail: event.detail,
  };
}

export function ruleArn({ region, accountId }: Machine, name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${name}`;
}
