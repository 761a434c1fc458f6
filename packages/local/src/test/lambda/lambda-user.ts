import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  InvokeCommand,
  LambdaClient,
  type Event,
  type GetDurableExecutionCommandOutput,
  type InvokeCommandInput,
} from "@aws-sdk/client-lambda";
import { vi } from "vitest";

const patience = { timeout: 20_000, interval: 20 };

type ClientConfig = ConstructorParameters<typeof LambdaClient>[0];

/** What the tests of Lambda do with the SDK. */
export class LambdaUser {
  readonly client: LambdaClient;
  readonly #dataDir: string;

  constructor({ client, dataDir }: { client: ClientConfig & object; dataDir: string }) {
    this.client = new LambdaClient(client);
    this.#dataDir = dataDir;
  }

  close(): void {
    this.client.destroy();
  }

  async invoke(FunctionName: string, payload: unknown, more: Partial<InvokeCommandInput> = {}) {
    const answer = await this.client.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload), ...more }),
    );
    const text = Buffer.from(answer.Payload ?? []).toString();
    return {
      ...answer,
      text,
      json: text === "" ? undefined : (JSON.parse(text) as unknown),
      arn: answer.DurableExecutionArn ?? "",
    };
  }

  /** Starts an execution and returns its ARN. */
  async start(name: string, payload: unknown = null, more: Partial<InvokeCommandInput> = {}) {
    const FunctionName = `${name}:$LATEST`;
    return (await this.invoke(FunctionName, payload, { InvocationType: "Event", ...more })).arn;
  }

  execution(DurableExecutionArn: string): Promise<GetDurableExecutionCommandOutput> {
    return this.client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  }

  async history(DurableExecutionArn: string): Promise<Event[]> {
    const command = new GetDurableExecutionHistoryCommand({
      DurableExecutionArn,
      IncludeExecutionData: true,
      MaxItems: 1000,
    });
    return (await this.client.send(command)).Events ?? [];
  }

  /** All pages. */
  async wholeHistory(DurableExecutionArn: string): Promise<Event[]> {
    const events: Event[] = [];
    let Marker: string | undefined;
    do {
      const page = await this.client.send(
        new GetDurableExecutionHistoryCommand({
          DurableExecutionArn,
          IncludeExecutionData: true,
          MaxItems: 1000,
          Marker,
        }),
      );
      events.push(...(page.Events ?? []));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    return events;
  }

  async eventTypes(arn: string): Promise<(string | undefined)[]> {
    return (await this.history(arn)).map(({ EventType }) => EventType);
  }

  /** Until the execution closed. */
  async end(arn: string): Promise<GetDurableExecutionCommandOutput> {
    return vi.waitFor(async () => {
      const execution = await this.execution(arn);
      if (execution.Status === "RUNNING") {
        const latest = await this.latest(arn);
        throw new Error(`still runs: ${latest.map(({ EventType }) => EventType).join()}`);
      }
      return execution;
    }, patience);
  }

  /** Until the history ends with an event of this type. Returns the latest events, the oldest of them first. */
  async until(arn: string, type: string): Promise<Event[]> {
    return vi.waitFor(async () => {
      const events = await this.latest(arn);
      if (events.at(-1)?.EventType === type) return events;
      throw new Error(`ends with ${events.map(({ EventType }) => EventType).join()}`);
    }, patience);
  }

  async latest(DurableExecutionArn: string, MaxItems = 20): Promise<Event[]> {
    const command = new GetDurableExecutionHistoryCommand({
      DurableExecutionArn,
      IncludeExecutionData: true,
      ReverseOrder: true,
      MaxItems,
    });
    return ((await this.client.send(command)).Events ?? []).toReversed();
  }

  /** What handlers noted in the file of the server's folder. */
  notes(): string[] {
    const file = join(this.#dataDir, "notes");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  async untilNoted(line: string): Promise<void> {
    await vi.waitFor(() => {
      if (!this.notes().includes(line)) throw new Error(`noted: ${this.notes().join()}`);
    }, patience);
  }
}
