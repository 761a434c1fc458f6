export interface ReceivedEvent {
  event?: string;
  id?: string;
  /** Parsed JSON. */
  data?: unknown;
}

/** Reads server-sent events from a response, one by one; ends with the stream. Comments and `retry:` are not told. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent, void> {
  if (response.body === null) throw new Error(`no body, status ${response.status}`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event.event !== undefined || event.id !== undefined) yield event;
    }
  }
}

/** The next `count` events, or fewer when the stream ends before. */
export async function take(
  events: AsyncGenerator<ReceivedEvent, void>,
  count: number,
): Promise<ReceivedEvent[]> {
  const taken: ReceivedEvent[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

function parseEvent(block: string): ReceivedEvent {
  const event: ReceivedEvent = {};
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event.event = value;
    if (field === "id") event.id = value;
    if (field === "data") event.data = JSON.parse(value);
  }
  return event;
}
