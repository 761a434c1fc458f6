import { html } from "hono/html";

import { problemKinds } from "./problem.ts";

/** Where the `type` of every problem points. */
export function problemsPage() {
  const kinds = Object.entries(problemKinds).map(
    ([code, [status, title]]) =>
      html`<tr id="${code}">
        <td><code>${code}</code></td>
        <td>${status}</td>
        <td>${title}</td>
      </tr>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Longhaul API: problems</title>
      </head>
      <body>
        <h1>Problems</h1>
        <p>
          Every refusal is <code>application/problem+json</code> with one of these codes. Its
          <code>detail</code> says what was wrong.
        </p>
        <table>
          <thead>
            <tr>
              <th>code</th>
              <th>status</th>
              <th>meaning</th>
            </tr>
          </thead>
          <tbody>
            ${kinds}
          </tbody>
        </table>
        <p><a href="/docs">API reference</a></p>
      </body>
    </html>`;
}
