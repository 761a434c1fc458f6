import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../packages/web", import.meta.url));
const apiPaths = ["/v1", "/openapi.json", "/docs", "/health"];

/** The dashboard as it is being written: a change shows in the open page at once. Everything else is the API's. */
export async function startWebDevServer(
  apiUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const { createServer } = await import("vite");
  const server = await createServer({
    root: web,
    logLevel: "warn",
    server: {
      host: "127.0.0.1",
      proxy: Object.fromEntries(apiPaths.map((path) => [path, { target: apiUrl }])),
    },
  });
  await server.listen();
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("the dashboard's development server has no address");
  return { url: url.replace(/\/$/, ""), close: () => server.close() };
}
