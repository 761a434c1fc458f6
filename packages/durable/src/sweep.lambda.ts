import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";
import { sweepJobs } from "@longhaul/core/job/sweep-jobs";
import { log } from "@longhaul/core/log";

const ports = awsPorts(parseResources(process.env));

/** On a schedule. A failure is thrown: the alarm is on the function's errors. */
export const handler = async (): Promise<void> => {
  const { seen } = await sweepJobs(ports);
  log.info("jobs.swept", { seen });
};
