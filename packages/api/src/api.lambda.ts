import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";
import { jobTypes } from "@longhaul/jobs/job-types";
import { streamHandle } from "hono/aws-lambda";

import { createApp } from "./app.ts";
import { parseAppSettings } from "./server-settings.ts";

const ports = awsPorts(parseResources(process.env), jobTypes);
const app = createApp(ports, parseAppSettings(process.env));

/** The API behind an API Gateway that streams; the function's time limit must be above the streams' 240 s. */
export const handler: ReturnType<typeof streamHandle> = streamHandle(app);
