import { account, region } from "./project.ts";

type Inputs = Record<string, unknown>;

const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
const globalArn = (service: string, rest: string): string =>
  `arn:aws:${service}::${account}:${rest}`;

/** What AWS adds to a resource, by the type's last part, as far as something else in the graph is made of it. */
const made: Record<string, (name: string, inputs: Inputs) => object> = {
  Function: lambdaFunction,
  Role: (name) => ({ arn: globalArn("iam", `role/${name}`) }),
  Table: (name) => ({ arn: arn("dynamodb", `table/${name}`) }),
  Cluster: (name) => ({ arn: arn("ecs", `cluster/${name}`) }),
  TaskDefinition: (name) => ({ arn: arn("ecs", `task-definition/${name}:1`), revision: 1 }),
  LogGroup: (name) => ({ arn: arn("logs", `log-group:${name}`) }),
  EventRule: (name) => ({ arn: arn("events", `rule/${name}`) }),
  Queue: (name) => ({
    arn: arn("sqs", name),
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  }),
  RestApi: (name) => ({
    rootResourceId: "root",
    arn: arn("apigateway", `/restapis/${name}`),
    executionArn: arn("execute-api", name),
  }),
  Account: () => ({ cloudwatchRoleArn: globalArn("iam", "role/api-gateway-logs") }),
  Bucket: bucket,
  BucketV2: bucket,
  Distribution: (name) => ({
    arn: globalArn("cloudfront", `distribution/${name}`),
    domainName: "d111111abcdef8.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  Image: () => ({ digest: "sha256:0", ref: "image@sha256:0" }),
};

/** The outputs of a resource: its inputs, and what AWS would add. */
export function stateOf(type: string, logicalName: string, inputs: Inputs): object {
  const [module = "", kind = ""] = type.split(/[:/]/).slice(1);
  const given = [inputs["name"], inputs["bucket"], inputs["family"]].find(
    (name) => typeof name === "string",
  );
  const name = typeof given === "string" ? given : logicalName;
  const last = type.split(":").at(-1) ?? kind;
  const added = made[last]?.(name, inputs) ?? { arn: arn(module, `${kind}/${name}`) };
  return { ...inputs, name, ...added };
}

function lambdaFunction(name: string, inputs: Inputs): object {
  const unqualified = arn("lambda", `function:${name}`);
  const version = inputs["publish"] === true ? "1" : "$LATEST";
  const invoke = (functionArn: string, api: string, verb: string): string =>
    `arn:aws:apigateway:${region}:lambda:path/${api}/functions/${functionArn}/${verb}`;
  return {
    arn: unqualified,
    version,
    qualifiedArn: `${unqualified}:${version}`,
    invokeArn: invoke(unqualified, "2015-03-31", "invocations"),
    responseStreamingInvokeArn: invoke(unqualified, "2021-11-15", "response-streaming-invocations"),
  };
}

function bucket(name: string): object {
  return {
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
  };
}
