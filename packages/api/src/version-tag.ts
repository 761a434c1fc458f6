/** The weak entity tag of a job's version (RFC 9110, section 8.8.3). */
export const versionTag = (version: number): string => `W/"${version}"`;

/** True when an `If-None-Match` names this version: then the reader has it already. */
export function namesVersion(ifNoneMatch: string | undefined, version: number): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return [...ifNoneMatch.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === String(version));
}
