import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";

import { runCallback } from "./workflow/run-callback.ts";

export const handler = withDurableExecution(runCallback(awsPorts(parseResources(process.env))));
