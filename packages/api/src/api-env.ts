import type { DomainError } from "@longhaul/core/error";
import type { Ports } from "@longhaul/core/ports";

import type { Caller } from "./auth.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { StreamLimits } from "./event-stream.ts";

/** What every request carries. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Who asks, or why that is not known. */
    caller: Caller | DomainError;
  };
}

/** What the routes are made from. */
export interface ApiParts {
  ports: Ports;
  feed: ChangeFeed;
  limits: StreamLimits;
  sessionSecret: string;
}
