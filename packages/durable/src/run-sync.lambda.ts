import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";

import { runSync } from "./workflow/run-sync.ts";

export const handler = withDurableExecution(runSync(awsPorts(parseResources(process.env))));
