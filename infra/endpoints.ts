import { partition, region } from "./context.ts";
import { endpointSecurityGroup, vpc } from "./network.ts";
import {
  answerCallbacks,
  pullImage,
  readInputs,
  useTable,
  writeTaskLogs,
} from "./worker-permissions.ts";
import { worker } from "./worker.ts";

type Permission = Pick<Statement, "actions" | "resources">;
type Statement = aws.types.input.iam.GetPolicyDocumentStatementArgs;

const anyone = { principals: [{ type: "*", identifiers: ["*"] }] };

/** What one of the task's roles may do, as a policy of the endpoint through which it does it. */
const by = (role: aws.iam.Role) => (permission: Permission) => ({
  ...anyone,
  ...permission,
  // Gateway endpoints take a role in a condition only.
  conditions: [{ test: "ArnEquals", variable: "aws:PrincipalArn", values: [role.arn] }],
});
const byTask = by(worker.nodes.taskRole);
const byFargate = by(worker.nodes.executionRole);

/** ECR keeps images there, and signs for them itself. */
const readLayers = {
  ...anyone,
  actions: ["s3:GetObject"],
  resources: [$interpolate`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
};
// An `https:` source may be in any bucket, signed by whoever gave it to the job.
const readAnything = { ...anyone, actions: ["s3:GetObject"], resources: ["*"] };

const endpoint = (
  name: string,
  service: string,
  statements: Statement[],
  args: Partial<aws.ec2.VpcEndpointArgs>,
) =>
  new aws.ec2.VpcEndpoint(`${name}Endpoint`, {
    vpcId: vpc.id,
    serviceName: $interpolate`com.amazonaws.${region}.${service}`,
    policy: aws.iam.getPolicyDocumentOutput({ statements }).json,
    ...args,
  });

// Gateway endpoints are free and keep DynamoDB and S3 (image layers too) off the internet.
const gateway = {
  vpcEndpointType: "Gateway",
  routeTableIds: $resolve([vpc.nodes.publicRouteTables, vpc.nodes.privateRouteTables]).apply(
    ([publicTables, privateTables]) => [...publicTables, ...privateTables].map(({ id }) => id),
  ),
};
endpoint("Dynamo", "dynamodb", [byTask(useTable)], gateway);
endpoint(
  "S3",
  "s3",
  endpointSecurityGroup ? [readLayers, ...readInputs.map(byTask)] : [readAnything],
  gateway,
);

if (endpointSecurityGroup) {
  const interfaces = {
    vpcEndpointType: "Interface",
    // The SDK's usual addresses lead here.
    privateDnsEnabled: true,
    subnetIds: vpc.privateSubnets,
    securityGroupIds: [endpointSecurityGroup.id],
  };
  endpoint("EcrApi", "ecr.api", pullImage.map(byFargate), interfaces);
  endpoint("EcrDkr", "ecr.dkr", pullImage.map(byFargate), interfaces);
  endpoint("Logs", "logs", [byFargate(writeTaskLogs)], interfaces);
  endpoint("Lambda", "lambda", [byTask(answerCallbacks)], interfaces);
}
