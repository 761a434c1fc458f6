/** Every page's path, as the router knows it. */
export const links = {
  jobs: "/",
  job: "/jobs/$jobId",
  start: "/start",
  jobTypes: "/job-types",
  apiKeys: "/api-keys",
  signIn: "/sign-in",
} as const;

/** Where to go after signing in: a page of ours, never another site's. */
export function safeReturnPath(to: string | undefined): string {
  if (to === undefined || !/^\/(?![/\\])/.test(to)) return links.jobs;
  return to.startsWith(links.signIn) ? links.jobs : to;
}

export const jobLogsText = (jobId: string, attempt?: number): string =>
  `/v1/jobs/${jobId}/logs?format=text${attempt === undefined ? "" : `&attempt=${attempt}`}`;
