import { api, stageName } from "./api.ts";
import { router } from "./router.ts";

for (const path of ["/v1", "/openapi.json", "/docs", "/health"]) {
  router.route(path, api.url, {
    // The Router takes only the host of the URL, and the REST API answers below its stage.
    rewrite: { regex: "^/(.*)$", to: $interpolate`/${stageName}/$1` },
    readTimeout: "60 seconds",
  });
}

// Deployed by `sst dev` as well: a dashboard on another origin than the API has no session.
export const web = new sst.aws.StaticSite("Web", {
  dev: false,
  path: "packages/web",
  build: { command: "npm run build", output: "dist" },
  router: { instance: router },
});

// What only /docs loads, two megabytes: too much for the function's bundle.
new sst.aws.StaticSite("DocsScripts", {
  dev: false,
  path: "node_modules/swagger-ui-dist",
  router: { instance: router, path: "/docs/viewer" },
  assets: {
    fileOptions: [
      {
        files: ["swagger-ui.css", "swagger-ui-bundle.js"],
        // Names do not change with contents.
        cacheControl: "public, max-age=3600",
      },
    ],
  },
});
