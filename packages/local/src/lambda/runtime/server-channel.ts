import type { AnswerMessage, CallMessage } from "./host-message.ts";

/** Calls of the server over the channel between the two processes, matched to their answers by number. */
export class ServerChannel {
  readonly #send: (call: CallMessage) => void;
  readonly #waiting = new Map<number, (answer: AnswerMessage) => void>();
  #lastId = 0;

  constructor(send: (call: CallMessage) => void) {
    this.#send = send;
  }

  call(request: Omit<CallMessage, "kind" | "id">): Promise<AnswerMessage> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ kind: "call", id, ...request });
    });
  }

  /** Without the server the process ends, so an answer always comes. */
  hear(answer: AnswerMessage): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}
