import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { z } from "zod";

interface ApiRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: object;
}

const answerSchema = z.object({ statusCode: z.number(), body: z.string() });

/** One request through the API's bundle, as API Gateway hands it over, in a process of its own. */
export async function callApi(
  bundle: string,
  environment: NodeJS.ProcessEnv,
  { method, path, headers = {}, body }: ApiRequest,
): Promise<{ status: number; body: unknown }> {
  const host = fork(join(import.meta.dirname, "streaming-host.ts"), [bundle], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  try {
    host.send({
      resource: "/{proxy+}",
      path,
      httpMethod: method,
      headers: { Host: "longhaul.example", "Content-Type": "application/json", ...headers },
      multiValueHeaders: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { proxy: path.slice(1) },
      requestContext: { domainName: "longhaul.example", path, httpMethod: method },
      body: body === undefined ? null : JSON.stringify(body),
      isBase64Encoded: false,
    });
    const failed = once(host, "exit").then(() => {
      throw new Error("The API's process ended without an answer.");
    });
    const [message] = await Promise.race([once(host, "message"), failed]);
    const answer = answerSchema.parse(message);
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  } finally {
    host.kill();
  }
}
