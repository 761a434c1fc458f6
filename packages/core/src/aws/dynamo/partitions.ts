import { isFinal, type JobStatus } from "../../job/job.ts";

/** UTC day of an ISO time. */
export const dayOf = (iso: string): string => iso.slice(0, 10);

/**
 * Partitions of the list indexes. What is finished is split by day of creation, so that a partition never grows for
 * ever; what is at work now is few, moves on, and would otherwise be spread over all days that the oldest job has seen.
 */
export const partitions = {
  all: (day: string): string => day,
  status: (status: JobStatus, day: string): string =>
    isFinal(status) ? `${status}#${day}` : status,
  type: (type: string, day: string): string => `${type}#${day}`,
};

/** Names of the records that tell which days a list has. */
export const dayLists = {
  all: "ALL",
  status: (status: JobStatus): string => `STATUS#${status}`,
  type: (type: string): string => `TYPE#${type}`,
};
