import type { JobRequest } from "../api.ts";

/** The call that does what the form does, for a shell. */
export function curlCommand(origin: string, request: JobRequest): string {
  const body = JSON.stringify(request, undefined, 2).replaceAll("'", "'\\''");
  return [
    `curl ${origin}/v1/jobs \\`,
    `  -H "Authorization: Bearer $LONGHAUL_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ].join("\n");
}
