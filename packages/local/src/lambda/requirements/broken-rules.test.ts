import type { Event } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";

import { brokenRules } from "./broken-rules.ts";

const at = { EventTimestamp: new Date(1_000) };
const inside = { Id: "s", SubType: "Step", ParentId: "c", ...at };

const sound: Event[] = [
  {
    ...at,
    EventId: 1,
    EventType: "ExecutionStarted",
    ExecutionStartedDetails: { Input: {}, ExecutionTimeout: 60 },
  },
  {
    ...at,
    EventId: 2,
    EventType: "ContextStarted",
    Id: "c",
    SubType: "Map",
    ContextStartedDetails: {},
  },
  { ...inside, EventId: 3, EventType: "StepStarted", StepStartedDetails: {} },
  {
    ...inside,
    EventId: 4,
    EventType: "StepSucceeded",
    StepSucceededDetails: { Result: {}, RetryDetails: {} },
  },
  {
    ...at,
    EventId: 5,
    EventType: "ContextSucceeded",
    Id: "c",
    SubType: "Map",
    ContextSucceededDetails: { Result: {} },
  },
  {
    ...at,
    EventId: 6,
    EventType: "ExecutionSucceeded",
    ExecutionSucceededDetails: { Result: {} },
  },
];

test("a sound history breaks no rule", () => {
  expect(brokenRules(sound)).toEqual([]);
});

test.each<[string, number, Partial<Event>, RegExp]>([
  ["a gap in the ids", 2, { EventId: 7 }, /event 7 is the 3\./],
  ["a time that runs back", 2, { EventTimestamp: new Date(0) }, /event 3 has a time before/],
  [
    "an unknown parent",
    2,
    { ParentId: "x" },
    /event 3, StepStarted: its parent is no open context/,
  ],
  ["a parent that changes", 3, { ParentId: "x" }, /event 4, StepSucceeded: its ParentId was c/],
  ["a name that changes", 3, { Name: "x" }, /event 4, StepSucceeded: its Name was undefined/],
  ["a sub-type of another kind", 2, { SubType: "Wait" }, /event 3, StepStarted, has the sub-type/],
  [
    "details of another event",
    2,
    { ContextStartedDetails: {} },
    /event 3, StepStarted, has StepStartedDetails, ContextStartedDetails/,
  ],
  [
    "details without what is required",
    3,
    { StepSucceededDetails: JSON.parse('{"Result":{}}') },
    /event 4, StepSucceeded, has no RetryDetails/,
  ],
  ["an end without a start", 3, { Id: "t" }, /event 4, StepSucceeded: its operation has not begun/],
])("%s is told", (_what, index, change, expected) => {
  const events = sound.map((event, at) => (at === index ? { ...event, ...change } : event));
  expect(brokenRules(events).join("\n")).toMatch(expected);
});

test("an execution that goes on after its end is told", () => {
  const [start, ...rest] = sound;
  const events = [start, rest.at(-1), ...rest.slice(0, -1)].flatMap((event) => event ?? []);
  expect(brokenRules(events)).toContain("the execution's end is not its last event");
});
