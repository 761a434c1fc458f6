import { logRetentionDays, region } from "./context.ts";

export const vpc = new sst.aws.Vpc("Vpc", {
  az: 2,
  transform: {
    // Nobody uses the VPC's default group, so it lets nothing through.
    securityGroup: (args) => {
      args.ingress = [];
      args.egress = [];
    },
  },
});

export const workerSecurityGroup = new aws.ec2.SecurityGroup("WorkerSecurityGroup", {
  vpcId: vpc.id,
  description: "Fargate worker: HTTPS out, nothing in",
  ingress: [],
  egress: [
    {
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["0.0.0.0/0"],
      description: "HTTPS",
    },
  ],
});

// Gateway endpoints are free and keep DynamoDB and S3 (image layers too) off the internet.
const routeTables = $resolve([vpc.nodes.publicRouteTables, vpc.nodes.privateRouteTables]).apply(
  ([publicTables, privateTables]) => [...publicTables, ...privateTables].map((table) => table.id),
);
for (const [name, service] of [
  ["Dynamo", "dynamodb"],
  ["S3", "s3"],
] as const) {
  new aws.ec2.VpcEndpoint(`${name}Endpoint`, {
    vpcId: vpc.id,
    vpcEndpointType: "Gateway",
    serviceName: $interpolate`com.amazonaws.${region}.${service}`,
    routeTableIds: routeTables,
  });
}

const flowLogGroup = new aws.cloudwatch.LogGroup("VpcFlowLogGroup", {
  retentionInDays: logRetentionDays,
});
const flowLogRole = new aws.iam.Role("VpcFlowLogRole", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({
    Service: "vpc-flow-logs.amazonaws.com",
  }),
});
new aws.iam.RolePolicy("VpcFlowLogPolicy", {
  role: flowLogRole.id,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        resources: [$interpolate`${flowLogGroup.arn}:*`],
      },
    ],
  }).json,
});
new aws.ec2.FlowLog("VpcFlowLog", {
  vpcId: vpc.id,
  trafficType: "ALL",
  logDestination: flowLogGroup.arn,
  iamRoleArn: flowLogRole.arn,
});
