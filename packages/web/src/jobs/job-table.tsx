import type { Job } from "@longhaul/api/client";

import { Skeleton } from "../ui/skeleton.tsx";
import { JobRow } from "./job-row.tsx";

const columns = [
  { name: "Job", shape: "w-[36%]" },
  { name: "Status", shape: "w-36" },
  { name: "Progress", shape: "w-[26%]" },
  { name: "Duration", shape: "w-28 text-right" },
  { name: "Created", shape: "w-28" },
  { name: "Created by", shape: "w-40 max-lg:hidden" },
];

/** Rows, or their places while the first page loads. */
export function JobTable({
  jobs,
  arrived,
  isStale,
}: {
  jobs: readonly Job[] | undefined;
  arrived: ReadonlySet<string>;
  isStale: boolean;
}) {
  return (
    <div
      className="relative overflow-clip rounded-card border border-line bg-panel"
      aria-busy={jobs === undefined || isStale}
    >
      {isStale && <div className="absolute inset-x-0 top-0 h-0.5 animate-beat bg-accent" />}
      <table className="w-full table-fixed max-md:block">
        <caption className="sr-only">Jobs, newest first</caption>
        <thead className="max-md:sr-only">
          <tr className="h-9 text-left text-meta text-dim">
            {columns.map(({ name, shape }) => (
              <th key={name} scope="col" className={`px-4 font-medium ${shape}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {jobs === undefined
            ? places.map((place) => (
                <tr key={place} className="h-11 border-t border-line">
                  <td colSpan={6} className="px-4">
                    <Skeleton className="h-4 w-2/3" />
                  </td>
                </tr>
              ))
            : jobs.map((job) => <JobRow key={job.id} job={job} isNew={arrived.has(job.id)} />)}
        </tbody>
      </table>
    </div>
  );
}

const places = Array.from({ length: 10 }, (_, index) => index);
