import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  InvokeCommand,
  LambdaClient,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { vi } from "vitest";

import type { Work } from "./work.ts";

/** An execution whose invocations are killed again and again waits longer and longer for the next one. */
const patience = { timeout: 1_200_000, interval: 100 };

/** Starts executions and answers their callbacks through whatever happens to the server. */
export class Caller {
  readonly #lambda: LambdaClient;
  readonly #folder: string;

  constructor(client: ConstructorParameters<typeof LambdaClient>[0] & object, folder: string) {
    this.#lambda = new LambdaClient(client);
    this.#folder = folder;
  }

  close(): void {
    this.#lambda.destroy();
  }

  /** Until the execution has ended. Returns its ARN. */
  async see({ name, kind, ticks }: Work): Promise<string> {
    const start = new InvokeCommand({
      FunctionName: "work:$LATEST",
      InvocationType: "Event",
      DurableExecutionName: name,
      Payload: JSON.stringify({ kind, name, ticks, folder: this.#folder }),
    });
    // Every call is repeated until it is answered, so the server hears some of them twice.
    const arn = await vi.waitFor(async () => {
      const { DurableExecutionArn } = await this.#lambda.send(start);
      if (DurableExecutionArn === undefined) throw new Error("no execution was started");
      return DurableExecutionArn;
    }, patience);
    if (kind === "callback") await this.#answer(arn, name);
    await vi.waitFor(async () => {
      const get = new GetDurableExecutionCommand({ DurableExecutionArn: arn });
      const { Status } = await this.#lambda.send(get);
      if (Status === "RUNNING") throw new Error(`${kind} ${name} still runs`);
    }, patience);
    return arn;
  }

  async #answer(DurableExecutionArn: string, name: string): Promise<void> {
    await vi.waitFor(async () => {
      const read = new GetDurableExecutionHistoryCommand({ DurableExecutionArn });
      const { Events = [] } = await this.#lambda.send(read);
      if (Events.some(({ EventType }) => EventType === "CallbackSucceeded")) return;
      const started = Events.find(({ EventType }) => EventType === "CallbackStarted");
      const CallbackId = started?.CallbackStartedDetails?.CallbackId;
      await this.#lambda.send(
        new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: name }),
      );
    }, patience);
  }
}
