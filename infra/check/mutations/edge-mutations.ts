import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const headers = "the Router > says HTTPS, and the dashboard's security headers";
const toApi = casesOf("the Router > sends %s to the API's stage", [
  "/v1",
  "/openapi.json",
  "/docs",
  "/health",
]);
const streams = "the REST API > streams every answer, for as long as the function may run";
const oneRoute = "the REST API > has one route for everything";
const throttled = "the REST API > is throttled";
const serves = "the Router > serves the dashboard, and what /docs loads";
const closed = "the files of the dashboard are reached through CloudFront only";

/** Of the API, the Router and the sites. */
export const edgeMutations: Mutation[] = [
  {
    file: "infra/api.ts",
    from: "streaming: true",
    to: "streaming: false",
    fails: "the REST API > streams every answer, for as long as the function may run",
  },
  {
    file: "infra/api.ts",
    from: "args.timeoutMilliseconds = 300_000;",
    to: "",
    fails: "the REST API > streams every answer, for as long as the function may run",
  },
  {
    file: "infra/api.ts",
    from: 'timeout: "5 minutes"',
    to: 'timeout: "29 seconds"',
    fails: "the REST API > streams every answer, for as long as the function may run",
  },
  {
    file: "infra/api.ts",
    from: 'endpoint: { type: "regional" }',
    to: 'endpoint: { type: "edge" }',
    fails:
      "the REST API > is regional: an edge endpoint would cut a silent stream after 30 seconds",
  },
  {
    file: "infra/api.ts",
    from: "api.deploy();",
    to: 'api.route("GET /health", { name: functionName("health"), handler: "packages/api/src/api.lambda.handler" });\napi.deploy();',
    fails: [oneRoute, streams],
  },
  {
    file: "infra/api.ts",
    from: "throttlingRateLimit: 50, throttlingBurstLimit: 100",
    to: "",
    fails: "the REST API > is throttled",
  },
  {
    file: "infra/api.ts",
    from: 'methodPath: "*/*"',
    to: 'methodPath: "v1/GET"',
    fails: "the REST API > is throttled",
  },
  {
    file: "infra/api.ts",
    from: "accessLog: { retention: logRetention }",
    to: 'accessLog: { retention: "forever" }',
    fails: "every log group expires",
  },
  {
    file: "infra/api.ts",
    from: "LONGHAUL_ORIGINS: router.url,",
    to: "LONGHAUL_ORIGINS: api.url,",
    fails: "the API takes what the dashboard's origin sends, and leaves all files to the Router",
  },
  {
    file: "infra/api.ts",
    from: "LONGHAUL_ORIGINS: router.url,",
    to: 'LONGHAUL_ORIGINS: router.url, LONGHAUL_DOCS_DIR: "docs",',
    fails: "the API takes what the dashboard's origin sends, and leaves all files to the Router",
  },
  {
    file: "infra/api.ts",
    from: "LONGHAUL_SESSION_SECRET: sessionSecret.value,",
    to: "",
    fails: "the API takes what the dashboard's origin sends, and leaves all files to the Router",
  },
  {
    file: "infra/web.ts",
    from: '"/health"]',
    to: "]",
    fails: "the Router > sends /health to the API's stage",
  },
  {
    file: "infra/web.ts",
    from: "to: $interpolate`/${stageName}/$1`",
    to: 'to: "/$1"',
    fails: toApi,
  },
  {
    file: "infra/web.ts",
    from: 'readTimeout: "60 seconds"',
    to: 'readTimeout: "20 seconds"',
    fails: toApi,
  },
  {
    file: "infra/web.ts",
    from: 'path: "/docs/viewer"',
    to: 'path: "/viewer"',
    fails: "the Router > serves the dashboard, and what /docs loads",
  },
  {
    file: "infra/web.ts",
    from: '"Web", {\n  dev: false,',
    to: '"Web", {',
    fails: "sst dev > deploys the dashboard and the scripts of /docs behind the one origin",
    variant: "dev",
  },
  {
    file: "infra/router.ts",
    from: "        responseHeadersPolicyId: securityHeaders.id,\n",
    to: "",
    fails: headers,
  },
  {
    file: "infra/router.ts",
    from: "contentSecurityPolicy: dashboardPolicy",
    to: 'contentSecurityPolicy: "default-src *"',
    fails: headers,
  },
  {
    file: "infra/router.ts",
    from: 'frameOption: "DENY"',
    to: 'frameOption: "SAMEORIGIN"',
    fails: headers,
  },
  {
    file: "infra/router.ts",
    from: "accessControlMaxAgeSec: 31_536_000",
    to: "accessControlMaxAgeSec: 60",
    fails: headers,
  },
  {
    file: "infra/router.ts",
    from: "contentTypeOptions: { override: true },",
    to: "",
    fails: headers,
  },
  {
    file: "infra/router.ts",
    from: "        ...behavior,\n",
    to: '        ...behavior, viewerProtocolPolicy: "allow-all",\n',
    fails: headers,
  },
  {
    file: "infra/web.ts",
    from: 'new sst.aws.StaticSite("DocsScripts", {',
    to: 'new aws.s3.Bucket("Open", { bucket: "open" });\nnew sst.aws.StaticSite("DocsScripts", {',
    fails: "the files of the dashboard are reached through CloudFront only",
  },

  {
    file: "infra/api.ts",
    from: 'api.route("ANY /{proxy+}"',
    to: 'api.route("GET /{proxy+}"',
    fails: oneRoute,
  },
  {
    file: "infra/api.ts",
    from: "  accessLog: { retention: logRetention },",
    to: "  accessLog: { retention: logRetention },\n  transform: { stage: (args) => { args.accessLogSettings = undefined; } },",
    fails: "the REST API > logs every request",
  },
  {
    file: "infra/api.ts",
    from: "throttlingBurstLimit: 100",
    to: "throttlingBurstLimit: 10_000",
    fails: throttled,
  },
  {
    file: "infra/web.ts",
    from: "router.route(path, api.url, {",
    to: "router.route(path, router.url, {",
    fails: toApi,
  },
  {
    file: "infra/web.ts",
    from: '  build: { command: "npm run build", output: "dist" },\n  router: { instance: router },',
    to: '  build: { command: "npm run build", output: "dist" },',
    fails: serves,
  },
  {
    file: "infra/router.ts",
    from: "contentSecurityPolicy: dashboardPolicy, override: false",
    to: "contentSecurityPolicy: dashboardPolicy, override: true",
    fails: headers,
  },
  {
    file: "infra/defaults.ts",
    from: "$transform(sst.aws.Function,",
    to: "$transform(aws.s3.BucketPublicAccessBlock, (args) => { args.blockPublicPolicy = false; });\n$transform(sst.aws.Function,",
    fails: closed,
  },
];
