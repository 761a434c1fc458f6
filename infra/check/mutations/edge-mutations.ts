import type { Mutation } from "./mutation.ts";

const headers = "says HTTPS, and the dashboard's security headers";

/** Of the API, the Router and the sites. */
export const edgeMutations: Mutation[] = [
  {
    file: "api.ts",
    from: "streaming: true",
    to: "streaming: false",
    fails: "streams every answer",
  },
  {
    file: "api.ts",
    from: "args.timeoutMilliseconds = 300_000;",
    to: "",
    fails: "streams every answer",
  },
  {
    file: "api.ts",
    from: 'timeout: "5 minutes"',
    to: 'timeout: "29 seconds"',
    fails: "streams every answer",
  },
  {
    file: "api.ts",
    from: 'endpoint: { type: "regional" }',
    to: 'endpoint: { type: "edge" }',
    fails: "is regional",
  },
  {
    file: "api.ts",
    from: "api.deploy();",
    to: 'api.route("GET /health", { name: functionName("health"), handler: "packages/api/src/api.lambda.handler" });\napi.deploy();',
    fails: "has one route for everything",
  },
  {
    file: "api.ts",
    from: "throttlingRateLimit: 50, throttlingBurstLimit: 100",
    to: "",
    fails: "is throttled",
  },
  { file: "api.ts", from: 'methodPath: "*/*"', to: 'methodPath: "v1/GET"', fails: "is throttled" },
  {
    file: "api.ts",
    from: "accessLog: { retention: logRetention }",
    to: 'accessLog: { retention: "forever" }',
    fails: "every log group expires",
  },
  {
    file: "api.ts",
    from: "LONGHAUL_ORIGINS: router.url,",
    to: "LONGHAUL_ORIGINS: api.url,",
    fails: "takes what the dashboard's origin sends",
  },
  {
    file: "api.ts",
    from: "LONGHAUL_ORIGINS: router.url,",
    to: 'LONGHAUL_ORIGINS: router.url, LONGHAUL_DOCS_DIR: "docs",',
    fails: "leaves all files to the Router",
  },
  {
    file: "api.ts",
    from: "LONGHAUL_SESSION_SECRET: sessionSecret.value,",
    to: "",
    fails: "takes what the dashboard's origin sends",
  },
  { file: "web.ts", from: '"/health"]', to: "]", fails: "sends /health to the API's stage" },
  {
    file: "web.ts",
    from: "to: $interpolate`/${stageName}/$1`",
    to: 'to: "/$1"',
    fails: "sends /v1 to the API's stage",
  },
  {
    file: "web.ts",
    from: 'readTimeout: "60 seconds"',
    to: 'readTimeout: "20 seconds"',
    fails: "sends /v1 to the API's stage",
  },
  {
    file: "web.ts",
    from: 'path: "/docs/viewer"',
    to: 'path: "/viewer"',
    fails: "serves the dashboard, and what /docs loads",
  },
  {
    file: "web.ts",
    from: '"Web", {\n  dev: false,',
    to: '"Web", {',
    fails: "deploys the dashboard and the scripts of /docs",
    variant: "dev",
  },
  {
    file: "router.ts",
    from: "        responseHeadersPolicyId: securityHeaders.id,\n",
    to: "",
    fails: headers,
  },
  {
    file: "router.ts",
    from: "contentSecurityPolicy: dashboardPolicy",
    to: 'contentSecurityPolicy: "default-src *"',
    fails: headers,
  },
  {
    file: "router.ts",
    from: 'frameOption: "DENY"',
    to: 'frameOption: "SAMEORIGIN"',
    fails: headers,
  },
  {
    file: "router.ts",
    from: "accessControlMaxAgeSec: 31_536_000",
    to: "accessControlMaxAgeSec: 60",
    fails: headers,
  },
  {
    file: "router.ts",
    from: "contentTypeOptions: { override: true },",
    to: "",
    fails: headers,
  },
  {
    file: "router.ts",
    from: "        ...behavior,\n",
    to: '        ...behavior, viewerProtocolPolicy: "allow-all",\n',
    fails: headers,
  },
  {
    file: "web.ts",
    from: 'new sst.aws.StaticSite("DocsScripts", {',
    to: 'new aws.s3.Bucket("Open", { bucket: "open" });\nnew sst.aws.StaticSite("DocsScripts", {',
    fails: "reached through CloudFront only",
  },
];
