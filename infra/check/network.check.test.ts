import { expect, test } from "vitest";

import { inputsOf, ofType, readGraph } from "./graph.ts";

const graph = readGraph("production");

test("nothing reaches a worker, and a worker reaches HTTPS only", () => {
  expect(ofType(graph, "ec2.SecurityGroup")).toHaveLength(1);
  const { ingress, egress } = inputsOf(graph, "WorkerSecurityGroup");
  expect(ingress).toEqual([]);
  expect(egress).toMatchObject([{ protocol: "tcp", fromPort: 443, toPort: 443 }]);
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
