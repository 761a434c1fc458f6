import { logRetention, writeLogs } from "./context.ts";

// Before any component is made: applies to every later one, those that routes and workflows make included.

$transform(sst.aws.Function, (args, _options, name) => {
  if (args.name === undefined)
    throw new Error(`Give ${name} a name: its role is made for its log group.`);
  args.runtime ??= "nodejs24.x";
  args.architecture ??= "arm64";
  // SST minifies only when it is told to.
  args.nodejs ??= { minify: true };
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
