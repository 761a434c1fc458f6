export type StreamState = "connecting" | "connected" | "reconnecting" | "ended";

export interface StreamOptions {
  url: string;
  /** Where to go on from; the first connection without one starts at the server's choice. */
  lastEventId?: string;
  events: readonly string[];
  onEvent: (name: string, data: string, id: string) => void;
  /** `isGapless` is false when events may have been missed: on a first connection that had nothing to go on from. */
  onOpen: (isGapless: boolean) => void;
  onState: (state: StreamState) => void;
  /** The server answered with an error, for example because the session is over. */
  onRefused: () => void;
}

/** A body that ends and is asked for again at once, as behind a buffering gateway, is no trouble worth telling. */
const troubleAfterMs = 4000;
const longestDelayMs = 30_000;
const refusalsOfOneId = 2;

/**
 * An EventSource that also comes back after an HTTP error, which the browser's own gives up on, and goes on from the
 * last event that it saw. Ends for good with the server's `end` event. Returns how to close it.
 */
export function openEventStream(options: StreamOptions): () => void {
  let source: EventSource | undefined;
  let lastEventId = options.lastEventId ?? "";
  let failures = 0;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let trouble: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(reopening);
    clearTimeout(trouble);
    source?.close();
  };

  const open = () => {
    source = new EventSource(withLastEventId(options.url, lastEventId));
    source.addEventListener("open", () => {
      clearTimeout(trouble);
      trouble = undefined;
      failures = 0;
      options.onState("connected");
      options.onOpen(lastEventId !== "");
    });
    source.addEventListener("error", () => {
      trouble ??= setTimeout(() => options.onState("reconnecting"), troubleAfterMs);
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      // An id that the server refuses, as one of another deployment, would be refused for ever.
      if (failures > refusalsOfOneId) lastEventId = options.lastEventId ?? "";
      options.onRefused();
      reopening = setTimeout(open, Math.min(longestDelayMs, 1000 * 2 ** (failures - 1)));
    });
    source.addEventListener("end", () => {
      close();
      options.onState("ended");
    });
    for (const name of options.events) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") lastEventId = event.lastEventId;
        options.onEvent(name, event.data, lastEventId);
      });
    }
  };

  options.onState("connecting");
  open();
  return close;
}

function withLastEventId(url: string, lastEventId: string): string {
  if (lastEventId === "") return url;
  return `${url}${url.includes("?") ? "&" : "?"}lastEventId=${encodeURIComponent(lastEventId)}`;
}
