/**
 * Points the ordinary SDK clients of this process at the local AWS, whatever the person's own AWS settings are: a
 * profile, a session token or another endpoint left in the environment would send them elsewhere.
 */
export function reachLocalAws(env: NodeJS.ProcessEnv, endpoint: string, region: string): void {
  for (const name of Object.keys(env)) {
    if (name.startsWith("AWS_")) delete env[name];
  }
  Object.assign(env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
}
