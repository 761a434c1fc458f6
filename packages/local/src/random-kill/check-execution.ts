import type { Event } from "@aws-sdk/client-lambda";
import { z } from "zod";

import type { ExecutionAccount } from "./account.ts";
import type { Effect } from "./effects.ts";

const tokenSchema = z.looseObject({ token: z.string() });
const tokensSchema = z.array(tokenSchema);

/** What is wrong with an execution: its end, its history, or how often its steps did their work. */
export function checkExecution(execution: ExecutionAccount, all: Effect[]): string[] {
  const wrong = [...checkHistory(execution), ...checkEnds(execution.events)];
  const effects = all.filter(({ execution: arn }) => arn === execution.arn);
  wrong.push(...checkSteps(execution.events, effects), ...checkResult(execution.events));
  return wrong.map((what) => `${execution.name} (${execution.arn}): ${what}`);
}

function checkHistory({ status, events }: ExecutionAccount): string[] {
  const wrong: string[] = [];
  if (status !== "SUCCEEDED") wrong.push(`it is ${status}`);
  const ids = events.map(({ EventId }) => EventId);
  if (ids.some((id, index) => id !== index + 1)) wrong.push(`events ${ids.join()}`);
  const times = events.map(({ EventTimestamp }) => EventTimestamp?.getTime() ?? 0);
  if (times.some((time, index) => time < (times[index - 1] ?? 0)))
    wrong.push("events out of order");
  if (events[0]?.EventType !== "ExecutionStarted") wrong.push("it does not begin with its start");
  const closing = events.filter(({ EventType }) => /^Execution(?!Started)/.test(EventType ?? ""));
  if (closing.length !== 1 || closing[0] !== events.at(-1))
    wrong.push("it does not end with one end");
  return wrong;
}

/** Whatever is not repeated begins once and ends once. */
function checkEnds(events: Event[]): string[] {
  const wrong: string[] = [];
  for (const kind of ["Wait", "Callback", "ChainedInvoke", "Context"]) {
    const of = events.filter(({ EventType }) => EventType?.startsWith(kind));
    for (const id of new Set(of.map(({ Id }) => Id))) {
      const types = of.filter(({ Id }) => Id === id).map(({ EventType }) => EventType);
      if (types.length === 2 && types[0] === `${kind}Started` && types[1] !== types[0]) continue;
      wrong.push(`${id}: ${types.join()}`);
    }
  }
  return wrong;
}

/** Each success stands for one effect, after which there is none; the rest is explained by lost invocations. */
function checkSteps(events: Event[], effects: Effect[]): string[] {
  const wrong: string[] = [];
  const lost = events.filter(
    ({ InvocationCompletedDetails }) => InvocationCompletedDetails?.Error?.Payload !== undefined,
  ).length;
  const successes = events.filter(({ EventType }) => EventType === "StepSucceeded");
  for (const name of new Set(effects.map(({ step }) => step))) {
    const runs = effects.filter(({ step }) => step === name).map(({ token }) => token);
    const kept = successes.filter(({ Name }) => Name === name).map((event) => tokenOf(event));
    // A plain function's outcome is the invoke's, not a step's.
    if (name === "plain") continue;
    const isInOrder = runs.filter((token) => kept.includes(token)).join() === kept.join();
    if (!isInOrder) wrong.push(`step ${name} kept ${kept.join()} of ${runs.join()}`);
    if (runs.at(-1) !== kept.at(-1)) wrong.push(`step ${name} ran after its success`);
    const attempts = effects.filter(({ step }) => step === name).map(({ attempt }) => attempt);
    if (name.startsWith("once") && new Set(attempts).size !== attempts.length) {
      wrong.push(`step ${name} ran twice in an attempt: ${attempts.join()}`);
    }
    const repeats = runs.length - kept.length;
    if (repeats > lost) wrong.push(`step ${name}: ${repeats} repeats, ${lost} invocations lost`);
  }
  for (const event of successes) {
    const count = effects.filter(({ token }) => token === tokenOf(event)).length;
    if (count !== 1) wrong.push(`step ${event.Name} succeeded with ${count} effects`);
  }
  for (const id of new Set(successes.map(({ Id }) => Id))) {
    const own = successes.filter(({ Id }) => Id === id);
    if (own.length > 1 && own[0]?.SubType === "Step")
      wrong.push(`step ${own[0].Name} succeeded twice`);
  }
  return wrong;
}

/** The execution returned what its steps had returned. */
function checkResult(events: Event[]): string[] {
  const payload = events.at(-1)?.ExecutionSucceededDetails?.Result?.Payload;
  if (payload === undefined) return ["it has no result"];
  const kept = new Set(events.map((event) => tokenOf(event)));
  return tokensSchema
    .parse(JSON.parse(payload))
    .filter(({ token }) => !kept.has(token))
    .map(({ token }) => `its result tells of ${token}, which no step returned`);
}

function tokenOf({ StepSucceededDetails }: Event): string | undefined {
  const payload = StepSucceededDetails?.Result?.Payload;
  return payload === undefined ? undefined : tokenSchema.parse(JSON.parse(payload)).token;
}
