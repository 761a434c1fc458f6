import { mkdirSync } from "node:fs";
import { join } from "node:path";

import {
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
  type Event,
} from "@aws-sdk/client-lambda";
import { vi } from "vitest";

import type { LambdaUser } from "../../test/lambda/lambda-user.ts";
import type { TestAws } from "../../test/start-test-aws.ts";
import { openCallbacks, openChildren } from "./open-operations.ts";
import type { Outside, Requirement } from "./requirement.ts";
import { Scratch } from "./scratch.ts";
import { skipToNext } from "./skip-to-next.ts";

const patience = { timeout: 60_000, interval: 10 };

export interface Run {
  status: string | undefined;
  result: unknown;
  events: Event[];
  notes: string[];
}

/** Runs workflows to their end: plays the world outside, and skips time whenever one sleeps. */
export class RequirementRunner {
  readonly #aws: TestAws;
  readonly #user: LambdaUser;

  constructor(aws: TestAws, user: LambdaUser) {
    this.#aws = aws;
    this.#user = user;
  }

  async run(name: string, requirement: Requirement): Promise<Run> {
    const folder = join(this.#aws.dataDir, name);
    mkdirSync(folder);
    const arn = await this.#user.start("requirements", { requirement: name, folder });
    const events = await vi.waitFor(async () => {
      const soFar = await this.#user.wholeHistory(arn);
      if (hasEnded(soFar)) return soFar;
      await this.#help(soFar, requirement);
      throw new Error(`${name} still runs`);
    }, patience);
    const { Status, Result } = await this.#user.execution(arn);
    const result: unknown = Result === undefined ? undefined : JSON.parse(Result);
    return { status: Status, result, events, notes: new Scratch(folder).notes() };
  }

  /** Does what an execution that sleeps waits for. */
  async #help(events: Event[], { outside, callbacks = {} }: Requirement): Promise<void> {
    if (!sleeps(events)) return;
    const [child] = openChildren(events);
    if (child !== undefined) return this.#helpChild(child, outside);
    const [open] = openCallbacks(events, callbacks);
    if (open === undefined) return skipToNext(this.#aws.clock, events);
    await this.#user.client.send(new SendDurableExecutionCallbackSuccessCommand(open));
  }

  async #helpChild(arn: string, outside: Outside | undefined): Promise<void> {
    const events = await this.#user.wholeHistory(arn);
    if (!sleeps(events)) return;
    switch (outside) {
      case undefined: {
        const [child] = openChildren(events);
        if (child !== undefined) return this.#helpChild(child, outside);
        return skipToNext(this.#aws.clock, events);
      }
      case "stop the child": {
        const Error = { ErrorType: "Stopped", ErrorMessage: "by hand" };
        const stop = new StopDurableExecutionCommand({ DurableExecutionArn: arn, Error });
        await this.#user.client.send(stop);
        return;
      }
      case "let the child's time run out": {
        const seconds = events[0]?.ExecutionStartedDetails?.ExecutionTimeout ?? 0;
        return this.#aws.clock.advance(seconds * 1000);
      }
    }
  }
}

/** Its latest invocation went well and nothing has woken it since. */
function sleeps(events: Event[]): boolean {
  const { InvocationCompletedDetails: invocation } = events.at(-1) ?? {};
  return invocation !== undefined && invocation.Error?.Payload === undefined;
}

function hasEnded(events: Event[]): boolean {
  return /^Execution(?!Started)/.test(events.at(-1)?.EventType ?? "");
}
