import { join } from "node:path";

import { startApi } from "../packages/api/src/serve.ts";
import { awsPorts } from "../packages/core/src/aws/aws-ports.ts";
import { ensureJobsTable } from "../packages/core/src/aws/ensure-jobs-table.ts";
import { parseResources } from "../packages/core/src/aws/resources.ts";
import { jobTypes } from "../packages/jobs/src/job-types.ts";
import { startLocalAws } from "../packages/local/src/start.ts";
import { adminKey } from "./admin-key.ts";
import { buildWeb, webDist } from "./build-web.ts";
import { buildWorker, sourceWorker } from "./build-worker.ts";
import { type Endpoints, removeEndpoints, writeEndpoints } from "./endpoints.ts";
import { isFirstStart, markStarted } from "./first-start.ts";
import { localMachine, productEnvironment, region, tableName } from "./local-machine.ts";
import { prepareDataDir } from "./prepare-data-dir.ts";
import { reachLocalAws } from "./reach-local-aws.ts";
import { submitSampleJobs } from "./sample-jobs.ts";
import { sessionSecret } from "./session-secret.ts";
import type { Settings } from "./settings.ts";
import { startWebDevServer } from "./web-dev-server.ts";

interface Closable {
  close(): Promise<void>;
}

/** Starts everything on this machine and tells, on standard output and in `endpoints.json`, when it is ready. */
export async function startLonghaul(settings: Settings & { watch: boolean }): Promise<Closable> {
  const { dataDir } = settings;
  await prepareDataDir(dataDir);
  const started: Closable[] = [];
  const close = async () => {
    for (const part of started.toReversed()) await part.close();
  };
  try {
    const worker = settings.watch ? sourceWorker : await buildWorker();
    const aws = await startLocalAws(localMachine(settings, worker));
    started.push(aws);
    reachLocalAws(process.env, aws.endpoint, region);
    const ports = awsPorts(parseResources(productEnvironment), jobTypes);
    await Promise.all([ensureJobsTable(tableName), settings.watch || buildWeb()]);
    const apiKey = await adminKey(ports, dataDir);
    const api = await startApi({
      ports,
      port: settings.port,
      hostname: "127.0.0.1",
      sessionSecret: await sessionSecret(dataDir),
      ...(!settings.watch && { webDir: webDist }),
    });
    started.push(api);
    const web = settings.watch ? await startWebDevServer(api.url) : undefined;
    if (web !== undefined) started.push(web);
    if (await isFirstStart(dataDir)) {
      await submitSampleJobs(ports);
      await markStarted(dataDir);
    }
    const endpoints = {
      dashboard: web?.url ?? api.url,
      api: api.url,
      aws: aws.endpoint,
      apiKey,
      region,
      pid: process.pid,
    };
    await writeEndpoints(dataDir, endpoints);
    started.push({ close: () => removeEndpoints(dataDir) });
    announce(endpoints, dataDir);
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

function announce({ dashboard, api, aws, apiKey }: Endpoints, dataDir: string): void {
  console.log(`Longhaul is ready.

  Dashboard   ${dashboard}/sign-in#key=${apiKey}
  REST API    ${api}/v1   (reference: ${api}/docs)
  Local AWS   ${aws}   (aws --endpoint-url ${aws} …)
  Keys, URLs  ${join(dataDir, "endpoints.json")}

Ctrl-C stops everything; jobs go on at the next start.`);
}
