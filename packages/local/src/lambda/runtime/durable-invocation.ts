import type { ChannelClient } from "./channel-client.ts";

/**
 * The event of a durable function with the client that the SDK is to use in place of its own, which costs ten
 * times the CPU. The SDK knows it by the name of its class, in any copy, bundled or not; one that does not know
 * it, or a handler that copies the event, falls back to the ordinary client.
 */
export function durableInvocation(event: object, client: ChannelClient): object {
  return new DurableExecutionInvocationInputWithClient(event, client);
}

class DurableExecutionInvocationInputWithClient {
  readonly #client: ChannelClient;

  constructor(event: object, client: ChannelClient) {
    Object.assign(this, event);
    this.#client = client;
  }

  /** Not a member of its own, so that what logs or copies the event does not meet it. */
  get durableExecutionClient(): ChannelClient {
    return this.#client;
  }

  get [Symbol.toStringTag](): string {
    return "DurableExecutionInvocationInputWithClient";
  }
}
