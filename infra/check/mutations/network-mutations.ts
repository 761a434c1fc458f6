import { functions } from "../functions.ts";
import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const reach = "nothing reaches a worker, and a worker reaches HTTPS only";
const environment = casesOf("%s > finds everything that it needs in its environment", functions);
const gateways = casesOf("%sEndpoint is on every route table", ["Dynamo", "S3"]);
const logged = "all traffic of the VPC is logged";
const worker = "an endpoint lets through the worker's use of the table, and reads of S3";

/** Of the network, with PrivateLink and without. */
export const networkMutations: Mutation[] = [
  { file: "infra/network.ts", from: "  ingress: [],\n", to: "", fails: reach },
  {
    file: "infra/network.ts",
    from: 'cidrBlocks: ["0.0.0.0/0"], description: "HTTPS"',
    to: 'cidrBlocks: ["0.0.0.0/0"], description: "HTTPS", fromPort: 0',
    fails: reach,
  },
  {
    file: "infra/network.ts",
    from: "if (endpointSecurityGroup) {",
    to: 'new aws.vpc.SecurityGroupIngressRule("Open", { securityGroupId: workerSecurityGroup.id, ipProtocol: "-1" });\nif (endpointSecurityGroup) {',
    fails: reach,
  },
  {
    file: "infra/network.ts",
    from: "      args.egress = [];",
    to: "",
    fails: "the VPC's default security group lets nothing through",
  },
  {
    file: "infra/network.ts",
    from: 'trafficType: "ALL"',
    to: 'trafficType: "REJECT"',
    fails: "all traffic of the VPC is logged",
  },
  {
    file: "infra/network.ts",
    from: "retentionInDays: logRetentionDays,",
    to: "",
    fails: "every log group expires",
  },
  {
    file: "infra/network.ts",
    from: "settings.privateLink && !$dev",
    to: "true",
    fails: "nothing reaches a worker, and a worker reaches HTTPS only",
  },
  {
    file: "infra/network.ts",
    from: "settings.privateLink && !$dev",
    to: "true",
    fails: "sst dev, whose stub comes from the internet, has no part in it",
    variant: "dev",
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_ASSIGN_PUBLIC_IP: String(!isPrivate)",
    to: 'LONGHAUL_ASSIGN_PUBLIC_IP: "false"',
    fails: environment,
  },
  {
    file: "infra/endpoints.ts",
    from: "endpointSecurityGroup ? [readLayers, ...readInputs.map(byTask)] : [readAnything]",
    to: "[readLayers]",
    fails: "an endpoint lets through the worker's use of the table, and reads of S3",
  },
  {
    file: "infra/endpoints.ts",
    from: "[byTask(useTable)]",
    to: "[{ ...anyone, ...useTable }]",
    fails: "an endpoint lets through the worker's use of the table, and reads of S3",
  },
  {
    file: "infra/endpoints.ts",
    from: "[...publicTables, ...privateTables]",
    to: "[...publicTables]",
    fails: gateways,
  },
  {
    file: "infra/network.ts",
    from: "      args.ingress = [];\n",
    to: "",
    fails: "the VPC's default security group lets nothing through",
  },
  {
    file: "infra/network.ts",
    from: '  vpcId: vpc.id,\n  trafficType: "ALL",',
    to: '  subnetId: "another",\n  trafficType: "ALL",',
    fails: logged,
  },
  {
    file: "infra/network.ts",
    from: "logDestination: flowLogGroup.arn",
    to: 'logDestination: "arn:aws:s3:::elsewhere"',
    fails: logged,
  },
  { file: "infra/network.ts", from: "  az: 2,", to: "  az: 3,", fails: gateways },
  {
    file: "infra/endpoints.ts",
    from: 'endpoint("Dynamo", "dynamodb",',
    to: 'endpoint("Dynamo", "s3",',
    fails: "DynamoEndpoint is on every route table",
  },
  {
    file: "infra/endpoints.ts",
    from: '  "S3",\n  "s3",',
    to: '  "S3",\n  "s3express",',
    fails: "S3Endpoint is on every route table",
  },
  {
    file: "infra/endpoints.ts",
    from: "if (endpointSecurityGroup) {",
    to: 'endpoint("Sqs", "sqs", [readAnything], gateway);\nif (endpointSecurityGroup) {',
    fails: worker,
  },
];
