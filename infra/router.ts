import { dashboardPolicy } from "../packages/api/src/security-headers.ts";

/** On every answer; what the API says of itself stays. */
const securityHeaders = new aws.cloudfront.ResponseHeadersPolicy("SecurityHeaders", {
  name: `${$app.name}-${$app.stage}-security-headers`,
  securityHeadersConfig: {
    contentSecurityPolicy: { contentSecurityPolicy: dashboardPolicy, override: false },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: "DENY", override: true },
    referrerPolicy: { referrerPolicy: "no-referrer", override: false },
    strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: true },
  },
});

/** One origin for the dashboard and the API: no CORS, and cookies that are `SameSite=Strict`. */
export const router = new sst.aws.Router("Router", {
  transform: {
    cdn: (args) => {
      args.defaultCacheBehavior = $output(args.defaultCacheBehavior).apply((behavior) => ({
        ...behavior,
        responseHeadersPolicyId: securityHeaders.id,
      }));
    },
  },
});
