import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";
import { log } from "@longhaul/core/log";
import { jobTypes } from "@longhaul/jobs/job-types";

import { startApi } from "./serve.ts";
import { parseServerSettings } from "./server-settings.ts";

/** The API as a Node.js process: in a container behind a load balancer, or anywhere. */
async function main(): Promise<void> {
  const ports = awsPorts(parseResources(process.env), jobTypes);
  const server = await startApi({ ports, ...parseServerSettings(process.env) });
  log.info("api.started", { url: server.url });
  const stop = () => {
    server.close().then(() => process.exit(0), fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function fail(error: unknown): void {
  log.error("api.failed", { error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

main().catch(fail);
