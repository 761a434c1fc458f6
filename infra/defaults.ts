import { logRetention, writeLogs } from "./context.ts";

// Before any component is made: applies to every later one, those that routes and workflows make included.

/** SST does neither of the first two unless it is told to. */
const bundling = {
  minify: true,
  // In the function's package, so that stack traces in its log name our own files and lines.
  sourcemap: true,
  // Where Lambda never looks: its credentials are in the environment. The SDK imports the others only after that.
  esbuild: {
    external: ["ini", "login", "process", "sso", "web-identity"].map(
      (source) => `@aws-sdk/credential-provider-${source}`,
    ),
  },
};

$transform(sst.aws.Function, (args, _options, name) => {
  if (args.name === undefined)
    throw new Error(`Give ${name} a name: its role is made for its log group.`);
  args.runtime ??= "nodejs24.x";
  args.architecture ??= "arm64";
  args.nodejs ??= bundling;
  args.environment = $output(args.environment).apply((environment) => ({
    NODE_OPTIONS: "--enable-source-maps",
    ...environment,
  }));
  args.logging ??= { format: "json", retention: logRetention };
  args.permissions = $output(args.permissions).apply((permissions = []) => [
    ...permissions,
    writeLogs($interpolate`/aws/lambda/${args.name}`),
  ]);
});

// `sst dev` needs what is taken away here: it assumes the roles of functions and tasks.
if (!$dev) {
  $transform(aws.iam.Role, (args) => {
    if (args.inlinePolicies === undefined) return;
    // AWS's managed policies allow their actions on everything; the inline policies name the resources.
    args.managedPolicyArns = [];
    // SST 4.17.1 lets the whole account assume every function's role.
    args.assumeRolePolicy = $output(args.assumeRolePolicy).apply(withoutAccounts);
  });
}

function withoutAccounts(policy: string | object): string {
  const document = typeof policy === "string" ? JSON.parse(policy) : policy;
  for (const { Principal } of document.Statement) delete Principal.AWS;
  return JSON.stringify(document);
}
