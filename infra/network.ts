import { logRetentionDays, region } from "./context.ts";
import { settings } from "./settings.ts";

/** The stub that `sst dev` runs as a task comes from the internet. */
export const isPrivate = settings.privateLink && !$dev;

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

export const workerSubnets = isPrivate ? vpc.privateSubnets : vpc.publicSubnets;

/** Of PrivateLink's endpoints, if there are any. What comes in is a rule of its own: the two groups name each other. */
export const endpointSecurityGroup = isPrivate
  ? new aws.ec2.SecurityGroup("EndpointSecurityGroup", {
      vpcId: vpc.id,
      description: "PrivateLink: HTTPS from workers, nothing out",
      egress: [],
    })
  : undefined;

/** The addresses of a service that has a gateway endpoint. */
const prefixList = (service: string) =>
  aws.ec2.getManagedPrefixListOutput({ name: $interpolate`com.amazonaws.${region}.${service}` }).id;

const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

export const workerSecurityGroup = new aws.ec2.SecurityGroup("WorkerSecurityGroup", {
  vpcId: vpc.id,
  description: "Fargate worker: HTTPS out, nothing in",
  ingress: [],
  egress: endpointSecurityGroup
    ? [
        { ...https, securityGroups: [endpointSecurityGroup.id], description: "PrivateLink" },
        {
          ...https,
          prefixListIds: [prefixList("dynamodb"), prefixList("s3")],
          description: "Gateway endpoints",
        },
      ]
    : [{ ...https, cidrBlocks: ["0.0.0.0/0"], description: "HTTPS" }],
});

if (endpointSecurityGroup) {
  new aws.vpc.SecurityGroupIngressRule("EndpointIngress", {
    securityGroupId: endpointSecurityGroup.id,
    referencedSecurityGroupId: workerSecurityGroup.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: "HTTPS from workers",
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
