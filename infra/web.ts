import { api, stageName } from "./api.ts";
import { router } from "./router.ts";

for (const path of ["/v1", "/openapi.json", "/docs", "/health"]) {
  router.route(path, api.url, {
    // The Router takes only the host of the URL, and the REST API answers below its stage.
    rewrite: { regex: "^/(.*)$", to: $interpolate`/${stageName}/$1` },
    readTimeout: "60 seconds",
  });
}

export const web = new sst.aws.StaticSite("Web", {
  path: "packages/web",
  build: { command: "npm run build", output: "dist" },
  router: { instance: router },
});

// Megabytes of scripts that only /docs loads: too much for the function's bundle.
new sst.aws.StaticSite("DocsScripts", {
  path: "node_modules/@scalar/api-reference/dist/browser",
  router: { instance: router, path: "/docs/scalar" },
  // Names do not change with contents.
  assets: { fileOptions: [{ files: "**/*.js", cacheControl: "public, max-age=3600" }] },
});
