import { join } from "node:path";

import { startApi } from "../packages/api/src/serve.ts";
import { awsPorts } from "../packages/core/src/aws/aws-ports.ts";
import { ensureJobsTable } from "../packages/core/src/aws/jobs-table.ts";
import { parseResources } from "../packages/core/src/aws/resources.ts";
import { jobTypes } from "../packages/jobs/src/job-types.ts";
import { startLocalAws } from "../packages/local/src/start.ts";
import { adminKey } from "./admin-key.ts";
import { buildWeb, webDist } from "./build-web.ts";
import { removeEndpoints, writeEndpoints } from "./endpoints.ts";
import { isFirstStart, markStarted } from "./first-start.ts";
import { localMachine, productEnvironment, region, tableName } from "./local-machine.ts";
import { prepareDataDir } from "./prepare-data-dir.ts";
import { submitSampleJobs } from "./sample-jobs.ts";
import { sessionSecret } from "./session-secret.ts";
import type { Settings } from "./settings.ts";

/** Starts everything on this machine and tells, on standard output and in `endpoints.json`, when it is ready. */
export async function startLonghaul(
  settings: Settings & { watch: boolean },
): Promise<{ close(): Promise<void> }> {
  const { dataDir } = settings;
  await prepareDataDir(dataDir);
  const aws = await startLocalAws(localMachine(settings));
  try {
    // The ordinary SDK clients of the production code find the local AWS by these.
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    });
    const ports = awsPorts(parseResources(productEnvironment), jobTypes);
    await Promise.all([ensureJobsTable(tableName), buildWeb({ watch: settings.watch })]);
    const apiKey = await adminKey(ports, dataDir);
    const api = await startApi({
      ports,
      port: settings.port,
      hostname: "127.0.0.1",
      webDir: webDist,
      sessionSecret: await sessionSecret(dataDir),
    });
    if (await isFirstStart(dataDir)) {
      await submitSampleJobs(ports);
      await markStarted(dataDir);
    }
    const dashboard = api.url;
    await writeEndpoints(dataDir, {
      dashboard,
      api: `${api.url}/v1`,
      aws: aws.endpoint,
      apiKey,
      region,
      pid: process.pid,
    });
    announce({ dashboard, apiKey, aws: aws.endpoint, file: join(dataDir, "endpoints.json") });
    return {
      async close() {
        await removeEndpoints(dataDir);
        await api.close();
        await aws.close();
      },
    };
  } catch (error) {
    await aws.close();
    throw error;
  }
}

function announce(ready: { dashboard: string; apiKey: string; aws: string; file: string }): void {
  console.log(`Longhaul is ready.

  Dashboard   ${ready.dashboard}/sign-in#key=${ready.apiKey}
  REST API    ${ready.dashboard}/v1   (reference: ${ready.dashboard}/docs)
  Local AWS   ${ready.aws}   (aws --endpoint-url ${ready.aws} …)
  Keys, URLs  ${ready.file}

Ctrl-C stops everything; jobs go on at the next start.`);
}
