const mostMs = 30_000;
const firstMs = 1000;

/** Four beats within the limit of silence, so that one or two may fail. */
export const heartbeatIntervalMs = (heartbeatSeconds: number): number =>
  Math.min(mostMs, (heartbeatSeconds * 1000) / 4);

/** Calls `beat` again and again, one at a time, until stopped. A beat that fails is told, and the next one comes. */
export function startHeartbeat(options: {
  beat: () => Promise<void>;
  failed: (error: unknown) => void;
  intervalMs: number;
}): { stop(): void } {
  const { beat, failed, intervalMs } = options;
  let isStopped = false;
  // The silence began when the callback was made, long before a container was up.
  let timer = setTimeout(tick, Math.min(firstMs, intervalMs));

  function tick(): void {
    void beat()
      .catch(failed)
      .finally(() => {
        if (!isStopped) timer = setTimeout(tick, intervalMs);
      });
  }
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
