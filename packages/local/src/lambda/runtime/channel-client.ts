import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import type { AnswerMessage, ApiAnswer } from "./host-message.ts";
import type { ServerChannel } from "./server-channel.ts";
import { withDates } from "./with-dates.ts";

interface Logger {
  error(message: string, error: unknown): void;
}

interface StateRequest {
  DurableExecutionArn?: string;
  CheckpointToken?: string;
  Marker?: string;
  MaxItems?: number;
}

interface CheckpointRequest {
  DurableExecutionArn?: string;
  ClientToken?: string;
}

/** As many attempts, and waits between them, as the AWS SDK makes. */
const attempts = 3;
const firstPauseMs = 100;
const firstPauseOfThrottledMs = 500;

/** What the durable execution SDK needs of Lambda, over the channel to the server; else like its own client. */
export class ChannelClient {
  readonly #channel: ServerChannel;

  constructor(channel: ServerChannel) {
    this.#channel = channel;
  }

  async checkpoint(params: CheckpointRequest, logger?: Logger) {
    // As the AWS SDK does, so that a second attempt is known for one.
    const { DurableExecutionArn: arn = "", ClientToken = randomUUID(), ...rest } = params;
    const request = {
      method: "POST" as const,
      segments: ["2025-12-01", "durable-executions", arn, "checkpoint"],
      query: {},
      body: JSON.stringify({ ...rest, ClientToken }),
    };
    const what = "Failed to checkpoint durable execution";
    const answer = await this.#call(request, what, logger);
    const { NewExecutionState: state } = answer;
    if (state === undefined) return answer;
    return { ...answer, NewExecutionState: { Operations: state.Operations.map(withDates) } };
  }

  async getExecutionState(params: StateRequest, logger?: Logger) {
    const { DurableExecutionArn: arn = "", CheckpointToken, Marker, MaxItems } = params;
    const query = Object.entries({ CheckpointToken, Marker, MaxItems })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]);
    const request = {
      method: "GET" as const,
      segments: ["2025-12-01", "durable-executions", arn, "state"],
      query: Object.fromEntries(query),
      body: "",
    };
    const what = "Failed to get durable execution state";
    const answer = await this.#call(request, what, logger);
    return { ...answer, Operations: (answer.Operations ?? []).map(withDates) };
  }

  async #call(
    request: Parameters<ServerChannel["call"]>[0],
    what: string,
    logger: Logger | undefined,
  ): Promise<ApiAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#channel.call(request);
      if (answer.status < 300) return answer.body;
      const isPassing = answer.status >= 500 || answer.status === 429;
      if (!isPassing || attempt === attempts) {
        const error = awsError(answer);
        logger?.error(what, error);
        throw error;
      }
      await pause(pauseMs(answer, attempt));
    }
  }
}

function pauseMs({ status, headers }: AnswerMessage, attempt: number): number {
  const firstMs = status === 429 ? firstPauseOfThrottledMs : firstPauseMs;
  const askedSeconds = Number(headers["retry-after"] ?? 0);
  return Math.max(askedSeconds * 1000, Math.random() * firstMs * 2 ** (attempt - 1));
}

/** The shape by which the SDK tells what ends the execution from what ends this invocation alone. */
function awsError({ status, headers, body }: AnswerMessage): Error {
  const { message, Message } = body;
  const error = new Error(message ?? Message ?? "");
  error.name = headers["x-amzn-errortype"] ?? "UnknownError";
  return Object.assign(error, { $metadata: { httpStatusCode: status } });
}
