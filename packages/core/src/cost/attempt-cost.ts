import type { Attempt } from "../attempt/attempt.ts";
import { prices } from "./prices.ts";
import { roundUsd } from "./round-usd.ts";

type Times = Pick<Attempt, "taskStates" | "startedAt" | "endedAt">;

/**
 * What the attempt's task costs on AWS, in USD; for one that has not ended, until `now`. Spot at AWS's greatest
 * discount.
 */
export function attemptCostUsd(
  attempt: Times & Pick<Attempt, "size" | "capacity">,
  now: Date,
): number {
  const { fargate, publicIpv4Hour } = prices;
  const { size, capacity } = attempt;
  const onDemandHour = (size.cpu / 1024) * fargate.vcpuHour + (size.memory / 1024) * fargate.gbHour;
  const taskHour = capacity === "spot" ? onDemandHour * fargate.spotShare : onDemandHour;
  return roundUsd(((taskHour + publicIpv4Hour) * billedSeconds(attempt, now)) / 3600);
}

/** Fargate bills by the second from the start of the image pull until the task is STOPPED. */
function billedSeconds({ taskStates, startedAt, endedAt }: Times, now: Date): number {
  const timeOf = (status: string) => taskStates.find((state) => state.status === status)?.at;
  // Whichever is known: the worker may be heard before ECS's event.
  const from = timeOf("ACTIVATING") ?? timeOf("RUNNING") ?? startedAt;
  if (from === undefined) return 0;
  // Not `now` once the attempt has ended: of a task that vanished, ECS never says STOPPED.
  const until = timeOf("STOPPED") ?? endedAt ?? now.toISOString();
  const seconds = Math.ceil((Date.parse(until) - Date.parse(from)) / 1000);
  return Math.max(prices.fargate.leastSeconds, seconds);
}
