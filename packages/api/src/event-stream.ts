import { log } from "@longhaul/core/log";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

import type { ApiEnv } from "./api-env.ts";
import { callerIn } from "./auth.ts";

export interface EventStream {
  /** Aborted when the reader has gone, its time is up, or the server stops. */
  readonly signal: AbortSignal;
  /** `data` as JSON. Without `event`, only moves the reader's Last-Event-ID. */
  send(event: { event?: string; id?: string; data?: unknown }): Promise<void>;
}

export interface StreamLimits {
  /** A stream ends itself after this; the reader comes back with its Last-Event-ID. */
  maxStreamSeconds: number;
  /** Aborted when the server stops. */
  stopped: AbortSignal;
  /** Whether a key that was let in still would be. */
  isKeyLive(keyId: string): Promise<boolean>;
  /** Between two looks at the reader's key: a stream ends soon after its key was revoked or has expired. */
  keyCheckMs: number;
}

export const heartbeatMs = 15_000;

/** Answers with server-sent events, for as long as `run` takes. */
export function eventStream(
  c: Context<ApiEnv>,
  limits: StreamLimits,
  run: (stream: EventStream) => Promise<void>,
): Response {
  c.header("X-Accel-Buffering", "no");
  const { keyId } = callerIn(c);
  if (c.req.method === "HEAD") return c.body(null, 200, { "Content-Type": "text/event-stream" });
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const timeUp = AbortSignal.timeout(limits.maxStreamSeconds * 1000);
    const signal = AbortSignal.any([gone.signal, limits.stopped, timeUp]);
    // A reader that takes nothing would hold a write for ever.
    signal.addEventListener("abort", () => stream.abort(), { once: true });
    const checkKey = async () => {
      if (!(await limits.isKeyLive(keyId))) gone.abort();
    };
    const keyCheck = setInterval(() => {
      // A table that does not answer now will at the next look.
      checkKey().catch((error: unknown) =>
        log.warn("stream.key-unread", { requestId: c.get("requestId"), error: String(error) }),
      );
    }, limits.keyCheckMs);
    const heartbeat = setInterval(() => void stream.write(": heartbeat\n\n"), heartbeatMs);
    try {
      await stream.write("retry: 1000\n\n");
      await run({
        signal,
        async send({ event, id, data }) {
          if (event === undefined) await stream.write(`id: ${id}\n\n`);
          else {
            const text = JSON.stringify(data);
            await stream.writeSSE({ event, data: text, ...(id !== undefined && { id }) });
          }
        },
      });
    } catch (error) {
      // The status is long sent; the reader sees the end and comes back.
      log.error("stream.failed", { requestId: c.get("requestId"), error: String(error) });
    } finally {
      clearInterval(heartbeat);
      clearInterval(keyCheck);
    }
  });
}
