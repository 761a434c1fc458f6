import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";

import { runAwait } from "./workflow/run-await.ts";

export const handler = withDurableExecution(runAwait(awsPorts(parseResources(process.env))));
