import type { LogLine } from "@longhaul/api/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, streams } from "../api.ts";
import type { StreamState } from "../live/event-stream.ts";
import { useEventStream } from "../live/use-event-stream.ts";
import { useFrameBatch } from "../live/use-frame-batch.ts";
import { appendLines, type Lines, noLines, prependLines } from "./log-lines.ts";

export interface LogLines {
  lines: readonly LogLine[];
  grewAtTop: boolean;
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
  state: StreamState;
  /** Undefined when the log's first line is here. */
  loadEarlier: (() => void) | undefined;
  isLoadingEarlier: boolean;
}

/** The end of a log, what comes to it live, and earlier pages as they are asked for. */
export function useLogLines(
  jobId: string,
  attempt: number | undefined,
  isFinal: boolean,
): LogLines {
  const [state, setState] = useState<Lines>();
  const end = useQuery({
    queryKey: ["logs", jobId, attempt ?? "all"],
    queryFn: async () => {
      const page = await api.logs(jobId, { attempt, from: "end" });
      setState({ ...noLines, lines: page.lines, previousCursor: page.previousCursor });
      return { cursor: page.cursor, wasFinal: isFinal };
    },
    staleTime: Number.POSITIVE_INFINITY,
    // The lines live here, not in the cache: coming back to the page starts anew.
    gcTime: 0,
  });

  const add = useFrameBatch((added: LogLine[]) => {
    setState((before) => appendLines(before ?? noLines, added));
  });
  // The lines of a job that had ended when its log was read are all there.
  const follows = end.data !== undefined && !end.data.wasFinal;
  const streamState = useEventStream(
    follows ? streams.logs(jobId, { attempt, cursor: end.data?.cursor }) : undefined,
    { on: { line: (data) => add(JSON.parse(data)) } },
  );

  const earlier = useMutation({
    mutationFn: (cursor: string) => api.logs(jobId, { attempt, cursor }),
    onSuccess: (page) =>
      setState((before) => before && prependLines(before, page.lines, page.previousCursor)),
  });
  const previousCursor = state?.previousCursor;

  return {
    lines: state?.lines ?? noLines.lines,
    grewAtTop: state?.grewAtTop ?? false,
    isLoading: end.isPending,
    error: state === undefined ? end.error : earlier.error,
    retry: () => void end.refetch(),
    state: follows ? streamState : "ended",
    loadEarlier: previousCursor === undefined ? undefined : () => earlier.mutate(previousCursor),
    isLoadingEarlier: earlier.isPending,
  };
}
