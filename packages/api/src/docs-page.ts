import { html, raw } from "hono/html";

import { docsTheme } from "./docs-theme.ts";

/** The page that shows `/openapi.json`; its one script of its own carries the nonce. */
export function docsPage(nonce: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Longhaul API</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(docsTheme)}
        </style>
      </head>
      <body>
        <main id="reference"></main>
        <script src="/docs/viewer/swagger-ui-bundle.js"></script>
        <script nonce="${nonce}">
          ${raw(start)};
        </script>
      </body>
    </html>`;
}

/** Runs in the browser. */
const start = `
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  defaultModelExpandDepth: 3,
  defaultModelRendering: "model",
  displayRequestDuration: true,
  filter: true,
  showExtensions: true,
  validatorUrl: null,
});
`;
