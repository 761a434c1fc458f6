import type { DurableContext, DurablePromise } from "@aws/durable-execution-sdk-js";
import type { CallbackNews } from "@longhaul/core/attempt/end-by-callback";
import type { Outcome } from "@longhaul/core/job/outcome";
import type { Ports } from "@longhaul/core/ports";

import { callbackNews } from "./callback-news.ts";
import { watchAttempt } from "./watch-attempt.ts";

/** How a wait was over: by a callback, or by what was seen to be next. */
export type End = { news: CallbackNews } | { outcome: Outcome };

/**
 * Waits for the end of the job's attempt in two ways at once: for the callback that the stop event completes, so that
 * an end is known at once, and by polling, so that it is known without any event.
 */
export function waitForEnd(
  context: DurableContext,
  ports: Ports,
  wait: {
    name: string;
    jobId: string;
    countFrom: "job" | "now";
    callback: DurablePromise<string>;
  },
): Promise<End> {
  // In a context, so that a replay meets the winner of the first run and the loser ends with it.
  return context.runInChildContext(`wait-for-${wait.name}`, (inner) => {
    const watch = watchAttempt(inner, ports, { ...wait, name: `poll-${wait.name}` });
    return Promise.race<End>([
      callbackNews(wait.callback).then((news) => ({ news })),
      watch.then(({ outcome }) => ({ outcome })),
    ]);
  });
}
