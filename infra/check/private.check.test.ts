import { describe, expect, test } from "vitest";

import { environmentOf, functions } from "./functions.ts";
import { inputsOf, ofType, readGraph } from "./graph.ts";
import { allowed, roles, statementsOf } from "./policy.ts";

const graph = readGraph("private");
const privateSubnets = ["VpcPrivateSubnet1-id", "VpcPrivateSubnet2-id"];
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };
const interfaces = ["EcrApiEndpoint", "EcrDkrEndpoint", "LogsEndpoint", "LambdaEndpoint"];
const may = (endpoint: string): string[] =>
  allowed(statementsOf(inputsOf(graph, endpoint)["policy"]));

describe("with PrivateLink", () => {
  test.each(functions)("%s starts tasks in subnets without a way to the internet", (name) => {
    expect(environmentOf(graph, name)).toMatchObject({
      LONGHAUL_SUBNETS: privateSubnets.join(","),
      LONGHAUL_ASSIGN_PUBLIC_IP: "false",
    });
  });

  test("those subnets have no route but to the gateway endpoints", () => {
    const tables = ofType(graph, "ec2.RouteTableAssociation")
      .filter(({ inputs }) => privateSubnets.includes(String(inputs["subnetId"])))
      .map(({ inputs }) => String(inputs["routeTableId"]).replace(/-id$/, ""));
    expect(tables).toHaveLength(2);
    expect(tables.map((table) => inputsOf(graph, table)["routes"])).toEqual([[], []]);
    expect(ofType(graph, "ec2.Route")).toEqual([]);
    expect(ofType(graph, "ec2.NatGateway")).toEqual([]);
  });

  test("a worker reaches AWS's endpoints and nothing else", () => {
    expect(inputsOf(graph, "WorkerSecurityGroup")).toMatchObject({
      ingress: [],
      egress: [
        { ...https, securityGroups: ["EndpointSecurityGroup-id"] },
        { ...https, prefixListIds: ["pl-dynamodb", "pl-s3"] },
      ],
    });
    expect(JSON.stringify(inputsOf(graph, "WorkerSecurityGroup"))).not.toContain("cidrBlocks");
  });

  test("the endpoints hear workers alone, and say nothing of themselves", () => {
    expect(inputsOf(graph, "EndpointSecurityGroup")).toMatchObject({ egress: [] });
    expect(inputsOf(graph, "EndpointSecurityGroup")).not.toHaveProperty("ingress");
    expect(ofType(graph, "vpc.SecurityGroupIngressRule").map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({
        securityGroupId: "EndpointSecurityGroup-id",
        referencedSecurityGroupId: "WorkerSecurityGroup-id",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      }),
    ]);
    expect(ofType(graph, "ec2.SecurityGroup")).toHaveLength(2);
  });

  test.each([
    ["EcrApiEndpoint", "ecr.api"],
    ["EcrDkrEndpoint", "ecr.dkr"],
    ["LogsEndpoint", "logs"],
    ["LambdaEndpoint", "lambda"],
  ])("%s is in both zones, under the service's own name", (name, service) => {
    expect(inputsOf(graph, name)).toMatchObject({
      vpcEndpointType: "Interface",
      serviceName: `com.amazonaws.us-east-1.${service}`,
      privateDnsEnabled: true,
      subnetIds: privateSubnets,
      securityGroupIds: ["EndpointSecurityGroup-id"],
    });
    expect(inputsOf(graph, "VpcVpc")).toMatchObject({
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
  });

  test("there are these endpoints and the two gateways, each of which is paid for or free", () => {
    expect(
      ofType(graph, "ec2.VpcEndpoint")
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([...interfaces, "DynamoEndpoint", "S3Endpoint"].toSorted());
  });

  test("an endpoint lets through what the task's roles may do, of those roles", () => {
    const roleOf = (name: string): string[] =>
      roles(graph).flatMap((role) => (role.name === name ? allowed(role.statements) : []));
    const by = (role: string) => (permission: string) =>
      `${permission} if aws:PrincipalArn is iam role/longhaul-production-${role}`;
    const ofTask = roleOf("WorkerTaskRole").map(by("WorkerTaskRole"));
    const ofFargate = roleOf("WorkerExecutionRole").map(by("WorkerExecutionRole"));
    const ofService = (permissions: string[], service: string): string[] =>
      permissions.filter((permission) => permission.startsWith(`${service}:`));

    expect(may("DynamoEndpoint")).toEqual(ofService(ofTask, "dynamodb"));
    expect(may("LambdaEndpoint")).toEqual(ofService(ofTask, "lambda"));
    expect(may("LogsEndpoint")).toEqual(ofService(ofFargate, "logs"));
    expect(may("EcrApiEndpoint")).toEqual(ofService(ofFargate, "ecr"));
    expect(may("EcrDkrEndpoint")).toEqual(ofService(ofFargate, "ecr"));
    expect(may("S3Endpoint")).toEqual([
      "s3:GetObject on s3 inputs/* if aws:PrincipalArn is iam role/longhaul-production-WorkerTaskRole",
      "s3:GetObject on s3 prod-us-east-1-starport-layer-bucket/*",
    ]);
  });
});

test("a job may read the buckets that the operator named", () => {
  const worker = roles(graph).find(({ name }) => name === "WorkerTaskRole");
  expect(allowed(worker?.statements ?? [])).toContain("s3:GetObject on s3 inputs/*");
});

test("sst dev, whose stub comes from the internet, has no part in it", () => {
  expect(ofType(readGraph("dev"), "ec2.SecurityGroup")).toHaveLength(1);
});
