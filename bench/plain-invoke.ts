import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** Lambda's Invoke without the SDK, so that what is measured is the engine and not the load's own client. */
export class PlainInvoke {
  readonly #endpoint: string;
  readonly #agent: Agent;

  constructor(endpoint: string, connections: number) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  invoke(
    functionName: string,
    type: "RequestResponse" | "Event" = "RequestResponse",
  ): Promise<string> {
    const url = `${this.#endpoint}/2015-03-31/functions/${functionName}/invocations`;
    return new Promise((resolve, reject) => {
      const headers = { "x-amz-invocation-type": type };
      const sent = request(url, { method: "POST", agent: this.#agent, headers }, (response) => {
        text(response).then(resolve, reject);
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
