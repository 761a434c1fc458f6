/** Gathers what is said in one turn of the event loop, since each message of a channel costs as much as a call. */
export class Outbox<Message> {
  readonly #send: (messages: Message[]) => void;
  #messages: Message[] = [];

  constructor(send: (messages: Message[]) => void) {
    this.#send = send;
  }

  add(message: Message): void {
    if (this.#messages.length === 0) setImmediate(() => this.flush());
    this.#messages.push(message);
  }

  /** Sends now what there is. */
  flush(): void {
    const messages = this.#messages;
    if (messages.length === 0) return;
    this.#messages = [];
    this.#send(messages);
  }
}
