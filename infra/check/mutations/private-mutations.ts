import { functions } from "../functions.ts";
import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const endpoints = "with PrivateLink > a worker reaches AWS's endpoints and nothing else";
const letsThrough =
  "with PrivateLink > an endpoint lets through what the task's roles may do, of those roles";
const endpointNames = ["EcrApi", "EcrDkr", "Logs", "Lambda"];
const inSubnets = casesOf(
  "with PrivateLink > %s starts tasks in subnets without a way to the internet",
  functions,
);
const inZones = casesOf(
  "with PrivateLink > %sEndpoint is in both zones, under the service's own name",
  endpointNames,
);
const noRoute = "with PrivateLink > those subnets have no route but to the gateway endpoints";
const hear = "with PrivateLink > the endpoints hear workers alone, and say nothing of themselves";

/** Of the network with PrivateLink. */
export const privateMutations: Mutation[] = [
  {
    file: "infra/network.ts",
    from: "isPrivate ? vpc.privateSubnets : vpc.publicSubnets",
    to: "vpc.publicSubnets",
    fails: inSubnets,
    variant: "private",
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_ASSIGN_PUBLIC_IP: String(!isPrivate)",
    to: 'LONGHAUL_ASSIGN_PUBLIC_IP: "true"',
    fails: inSubnets,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "  az: 2,",
    to: '  az: 2, nat: "managed",',
    fails: "with PrivateLink > those subnets have no route but to the gateway endpoints",
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: '{ ...https, securityGroups: [endpointSecurityGroup.id], description: "PrivateLink" },',
    to: '{ ...https, cidrBlocks: ["0.0.0.0/0"], description: "PrivateLink" },',
    fails: endpoints,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: 'prefixList("dynamodb"), ',
    to: "",
    fails: endpoints,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: 'description: "PrivateLink: HTTPS from workers, nothing out",\n      egress: [],',
    to: 'description: "PrivateLink: HTTPS from workers, nothing out",',
    fails: "with PrivateLink > the endpoints hear workers alone, and say nothing of themselves",
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "referencedSecurityGroupId: workerSecurityGroup.id,",
    to: 'cidrIpv4: "0.0.0.0/0",',
    fails: "with PrivateLink > the endpoints hear workers alone, and say nothing of themselves",
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "privateDnsEnabled: true",
    to: "privateDnsEnabled: false",
    fails: inZones,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "subnetIds: vpc.privateSubnets",
    to: "subnetIds: vpc.publicSubnets",
    fails: inZones,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: '"ecr.dkr"',
    to: '"ecr.api"',
    fails: "with PrivateLink > EcrDkrEndpoint is in both zones, under the service's own name",
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: '  endpoint("Logs",',
    to: '  endpoint("Sts", "sts", [byFargate(writeTaskLogs)], interfaces);\n  endpoint("Logs",',
    fails:
      "with PrivateLink > there are these endpoints and the two gateways, each of which is paid for or free",
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "[byTask(answerCallbacks)]",
    to: '[{ ...byTask(answerCallbacks), actions: ["lambda:*"] }]',
    fails: letsThrough,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "[byFargate(writeTaskLogs)]",
    to: "[{ ...anyone, ...writeTaskLogs }]",
    fails: letsThrough,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "endpointSecurityGroup ? [readLayers, ...readInputs.map(byTask)] : [readAnything]",
    to: "[readAnything]",
    fails: letsThrough,
    variant: "private",
  },
  {
    file: "infra/worker-permissions.ts",
    from: "settings.inputBuckets.map",
    to: "settings.inputBuckets.slice(1).map",
    fails: "a job may read the buckets that the operator named",
    variant: "private",
  },

  {
    file: "infra/network.ts",
    from: "  az: 2,",
    to: "  az: 1,",
    fails: noRoute,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "  ingress: [],\n  egress: endpoint",
    to: '  ingress: [{ ...https, cidrBlocks: ["0.0.0.0/0"] }],\n  egress: endpoint',
    fails: endpoints,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "const flowLogGroup",
    to: 'new aws.ec2.Route("Out", { routeTableId: "VpcPrivateRouteTable1-id", gatewayId: "igw" });\nconst flowLogGroup',
    fails: noRoute,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "const flowLogGroup",
    to: 'new aws.ec2.NatGateway("Nat", { subnetId: "VpcPublicSubnet1-id" });\nconst flowLogGroup',
    fails: noRoute,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: 'prefixListIds: [prefixList("dynamodb"), prefixList("s3")],',
    to: 'prefixListIds: [prefixList("dynamodb"), prefixList("s3")], cidrBlocks: ["0.0.0.0/0"],',
    fails: endpoints,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: 'description: "PrivateLink: HTTPS from workers, nothing out",',
    to: 'description: "PrivateLink: HTTPS from workers, nothing out", ingress: [{ ...https, self: true }],',
    fails: hear,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "const flowLogGroup",
    to: 'new aws.ec2.SecurityGroup("Third", { vpcId: vpc.id });\nconst flowLogGroup',
    fails: hear,
    variant: "private",
  },
  {
    file: "infra/network.ts",
    from: "  az: 2,\n  transform: {",
    to: "  az: 2,\n  transform: {\n    vpc: { enableDnsHostnames: false },",
    fails: inZones,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "securityGroupIds: [endpointSecurityGroup.id]",
    to: "securityGroupIds: vpc.securityGroups",
    fails: inZones,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: "[byTask(useTable)]",
    to: "[{ ...anyone, ...useTable }]",
    fails: letsThrough,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: 'endpoint("EcrApi", "ecr.api", pullImage.map(byFargate)',
    to: 'endpoint("EcrApi", "ecr.api", pullImage.map(byTask)',
    fails: letsThrough,
    variant: "private",
  },
  {
    file: "infra/endpoints.ts",
    from: 'endpoint("EcrDkr", "ecr.dkr", pullImage.map(byFargate)',
    to: 'endpoint("EcrDkr", "ecr.dkr", pullImage.slice(1).map(byFargate)',
    fails: letsThrough,
    variant: "private",
  },
];
