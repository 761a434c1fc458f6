import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { connection } from "./connection.ts";
import { openEventStream, type StreamState } from "./event-stream.ts";
import { usePageVisible } from "./use-page-visible.ts";

/**
 * Listens while the page can be seen: browsers allow six connections to one host over HTTP/1.1, for all tabs together.
 * Coming back, it goes on from the last event. Without a `url` it does nothing.
 */
export function useEventStream(
  url: string | undefined,
  handlers: {
    lastEventId?: string;
    on: Record<string, (data: string) => void>;
    onOpen?: (isGapless: boolean) => void;
  },
): StreamState {
  const [seen, setSeen] = useState<{ url: string | undefined; state: StreamState }>();
  const isVisible = usePageVisible();
  const queryClient = useQueryClient();
  const lastId = useRef<{ url: string | undefined; id: string }>({ url: undefined, id: "" });

  const onEvent = useEffectEvent((name: string, data: string, id: string) => {
    lastId.current = { url, id };
    handlers.on[name]?.(data);
  });
  const onOpen = useEffectEvent((isGapless: boolean) => handlers.onOpen?.(isGapless));
  const onState = useEffectEvent((next: StreamState) => {
    setSeen({ url, state: next });
    if (next === "connected") connection.setReachable(true);
    if (next === "reconnecting") connection.setReachable(false);
  });
  const namesOf = useEffectEvent(() => Object.keys(handlers.on));
  const startOf = useEffectEvent(() =>
    lastId.current.url === url ? lastId.current.id : (handlers.lastEventId ?? ""),
  );

  const state = seen !== undefined && seen.url === url ? seen.state : "connecting";
  const isOpen = url !== undefined && isVisible && state !== "ended";
  useEffect(() => {
    if (!isOpen || url === undefined) return;
    return openEventStream({
      url,
      lastEventId: startOf(),
      events: namesOf(),
      onEvent,
      onOpen,
      onState,
      onRefused: () => void queryClient.invalidateQueries({ queryKey: ["session"] }),
    });
  }, [url, isOpen, queryClient]);
  return state;
}
