import { setTimeout as pause } from "node:timers/promises";

import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  InvokeCommand,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  type Event,
  type LambdaClient,
} from "@aws-sdk/client-lambda";

import { mismatches, substitute, type Bindings } from "./match.ts";
import { pythonJson } from "./python-json.ts";
import type { Requirement } from "./requirement.ts";

type CallbackAction = Requirement["CallbackActions"][number];

const pollMs = 500;

/** Runs one requirement as AWS's runner does. Returns its execution and where that differs from what is expected. */
export async function runRequirement(
  client: LambdaClient,
  requirement: Requirement,
): Promise<{ arn: string; bindings: Bindings; problems: string[] }> {
  const bindings: Bindings = new Map();
  for (const [name, value] of Object.entries(requirement.Variables)) {
    bindings.set(name, substitute(value, bindings));
  }
  const name = `${requirement.id}_${crypto.randomUUID()}`;
  const { DurableExecutionArn: arn = "" } = await client.send(
    new InvokeCommand({
      FunctionName: "conformance",
      Qualifier: "$LATEST",
      InvocationType: requirement.AsyncInvoke ? "Event" : "RequestResponse",
      DurableExecutionName: name,
      Payload: JSON.stringify(substitute(requirement.Input ?? null, bindings)),
    }),
  );
  const events = requirement.AsyncInvoke
    ? await follow(client, arn, requirement, bindings)
    : await history(client, arn);
  const problems = requirement.ExpectedExecutionHistory.flatMap((expected) => {
    const event = events.find(({ EventId }) => EventId === expected["EventId"]);
    return mismatches(expected, event, bindings, `event ${String(expected["EventId"])}`);
  });
  return {
    arn,
    bindings,
    problems: [...problems, ...(await checkResult(client, arn, requirement, bindings))],
  };
}

async function checkResult(
  client: LambdaClient,
  arn: string,
  { ExpectedResult: expected }: Requirement,
  bindings: Bindings,
): Promise<string[]> {
  if (expected === undefined) return [];
  const execution = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
  const problems = mismatches(expected.ExecutionStatus, execution.Status, bindings, "status");
  if (expected.ExecutionStatus !== "SUCCEEDED" || !("Result" in expected)) return problems;
  const result: unknown = JSON.parse(execution.Result ?? "null");
  return [...problems, ...mismatches(expected.Result, result, bindings, "result")];
}

/** Plays the outside world until the execution ended, or every expected event is there. */
async function follow(
  client: LambdaClient,
  arn: string,
  requirement: Requirement,
  bindings: Bindings,
): Promise<Event[]> {
  const actions = requirement.CallbackActions.map((action) => ({ action, isUsed: false }));
  const lastExpected = Math.max(
    ...requirement.ExpectedExecutionHistory.map((event) => Number(event["EventId"])),
  );
  for (;;) {
    const events = await history(client, arn);
    const hasEnded = events.at(-1)?.EventType?.startsWith("Execution") && events.length > 1;
    if (hasEnded || (requirement.ExpectedResult === undefined && events.length >= lastExpected)) {
      return events;
    }
    for (const { id, name } of openCallbacks(events)) {
      const next = actions.find(({ action, isUsed }) => !isUsed && fits(action, name, bindings));
      if (next === undefined) continue;
      next.isUsed = true;
      await pause(next.action.Delay * 1000);
      await act(client, id, next.action, bindings);
      break;
    }
    await pause(pollMs);
  }
}

function openCallbacks(events: Event[]): { id: string; name: string }[] {
  return events
    .filter(({ EventType, Id }) => {
      const isClosed = events.some(
        (other) =>
          other.Id === Id && /^Callback(Succeeded|Failed|TimedOut)$/.test(other.EventType ?? ""),
      );
      return EventType === "CallbackStarted" && !isClosed;
    })
    .map((event) => ({
      id: event.CallbackStartedDetails?.CallbackId ?? "",
      name: event.Name ?? events.find(({ Id }) => Id === event.ParentId)?.Name ?? "",
    }));
}

function fits(action: CallbackAction, name: string, bindings: Bindings): boolean {
  return mismatches(action.CallbackName, name, new Map(bindings)).length === 0;
}

async function act(
  client: LambdaClient,
  CallbackId: string,
  action: CallbackAction,
  bindings: Bindings,
): Promise<void> {
  const payload = substitute(action.Payload, bindings);
  switch (action.Operation) {
    case "success": {
      const result = payload === undefined ? {} : { Result: pythonJson(payload) };
      await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, ...result }));
      return;
    }
    case "failure":
      await client.send(
        new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: payload ?? {} }),
      );
      return;
    case "heartbeat":
      await client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));
  }
}

/** One page, with data, as AWS's runner reads it. */
async function history(client: LambdaClient, arn: string): Promise<Event[]> {
  const answer = await client.send(
    new GetDurableExecutionHistoryCommand({
      DurableExecutionArn: arn,
      IncludeExecutionData: true,
      MaxItems: 1000,
    }),
  );
  return answer.Events ?? [];
}
