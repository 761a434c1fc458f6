import type { JobDetail } from "@longhaul/core/job/job-detail";

/**
 * The weak entity tag of a job (RFC 9110, section 8.8.3): its version, and how many attempts have the facts that ECS
 * told after their end, which are kept without a new version.
 */
export function versionTag({ version, attempts }: Pick<JobDetail, "version" | "attempts">): string {
  const complete = attempts.filter((attempt) => attempt.logTail !== undefined).length;
  return complete === 0 ? `W/"${version}"` : `W/"${version}.${complete}"`;
}

/** True when an `If-None-Match` names this tag: then the reader has it already. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return [...ifNoneMatch.matchAll(/"[^"]*"/g)].some(([quoted]) => tag.endsWith(quoted));
}
