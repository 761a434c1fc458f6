import { Logger } from "@aws-lambda-powertools/logger";

/** One JSON line an event: the message is its name, `noun.verb`. Never payloads, never secrets. */
export const log = new Logger({ serviceName: "longhaul" });
