import { expect, test } from "vitest";

import { inputsOf, ofType, readGraph } from "./graph.ts";
import { allowed, statementsOf } from "./policy.ts";

const graph = readGraph("production");

test("nothing reaches a worker, and a worker reaches HTTPS only", () => {
  expect(ofType(graph, "ec2.SecurityGroup")).toHaveLength(1);
  const { ingress, egress } = inputsOf(graph, "WorkerSecurityGroup");
  expect(ingress).toEqual([]);
  expect(egress).toEqual([
    {
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["0.0.0.0/0"],
      description: "HTTPS",
    },
  ]);
  expect(ofType(graph, "vpc.SecurityGroupIngressRule")).toEqual([]);
});

test("the VPC's default security group lets nothing through", () => {
  expect(inputsOf(graph, "VpcSecurityGroup")).toMatchObject({ ingress: [], egress: [] });
});

test("all traffic of the VPC is logged", () => {
  expect(inputsOf(graph, "VpcFlowLog")).toMatchObject({
    trafficType: "ALL",
    vpcId: "VpcVpc-id",
    logDestination: expect.stringContaining("log-group:VpcFlowLogGroup"),
  });
});

test.each([
  ["DynamoEndpoint", "com.amazonaws.us-east-1.dynamodb"],
  ["S3Endpoint", "com.amazonaws.us-east-1.s3"],
])("%s is on every route table", (name, serviceName) => {
  const tables = ofType(graph, "ec2.RouteTable").map((table) => `${table.name}-id`);
  expect(tables).toHaveLength(4);
  const { routeTableIds, ...endpoint } = inputsOf(graph, name);
  expect(endpoint).toMatchObject({ vpcEndpointType: "Gateway", serviceName });
  expect(routeTableIds).toEqual(expect.arrayContaining(tables));
});

test("an endpoint lets through the worker's use of the table, and reads of S3", () => {
  expect(ofType(graph, "ec2.VpcEndpoint")).toHaveLength(2);
  const may = (endpoint: string): string[] =>
    allowed(statementsOf(inputsOf(graph, endpoint)["policy"]));
  expect(may("DynamoEndpoint")).toEqual(
    ["ConditionCheckItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
      (action) =>
        `dynamodb:${action} on dynamodb table/longhaul-production-JobsTable if aws:PrincipalArn is iam role/longhaul-production-WorkerTaskRole`,
    ),
  );
  expect(may("S3Endpoint")).toEqual(["s3:GetObject on *"]);
});

test("the files of the dashboard are reached through CloudFront only", () => {
  const buckets = ofType(graph, "s3.Bucket").map(({ inputs }) => inputs["bucket"]);
  const closed = ofType(graph, "s3.BucketPublicAccessBlock").filter(({ inputs }) =>
    [
      inputs["blockPublicAcls"],
      inputs["blockPublicPolicy"],
      inputs["ignorePublicAcls"],
      inputs["restrictPublicBuckets"],
    ].every(Boolean),
  );
  expect(buckets).toHaveLength(2);
  expect(closed.map(({ inputs }) => inputs["bucket"])).toEqual(buckets);
});
