import type { Requirements } from "../requirement.ts";
import { composedInvokes } from "./composed-invokes.ts";
import { failedInvokes } from "./failed-invokes.ts";
import { invokePayloads } from "./invoke-payloads.ts";
import { invokeReplay } from "./invoke-replay.ts";

export const invokeRequirements: Requirements = {
  ...invokePayloads,
  ...failedInvokes,
  ...composedInvokes,
  ...invokeReplay,
};
