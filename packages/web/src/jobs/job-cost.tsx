import type { JobDetail } from "@longhaul/api/client";

import { isFinal } from "../ui/job-status.ts";
import { formatUsd } from "./format-usd.ts";

/** What the job costs on AWS, or would if it ran there; the tooltip says what is in the figure. */
export function JobCost({ job }: { job: JobDetail }) {
  return (
    <span title={whatIsInIt(job)}>
      about {formatUsd(job.cost.usd)}
      {!isFinal(job.status) && <span className="text-dim"> so far</span>}
    </span>
  );
}

const month = new Intl.DateTimeFormat(undefined, {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

function whatIsInIt({ cost, capacity }: JobDetail): string {
  const { tasksUsd, operationsUsd, region, pricesOf } = cost;
  const spot = capacity === "spot" ? " Spot has no fixed price and is taken at 70% off." : "";
  return (
    `Tasks ${formatUsd(tasksUsd)} and durable operations ${formatUsd(operationsUsd)}, ` +
    `by the prices of ${region} in ${month.format(new Date(pricesOf))}.${spot} ` +
    "Without logs, table and requests. On a machine of your own, nothing is paid."
  );
}
