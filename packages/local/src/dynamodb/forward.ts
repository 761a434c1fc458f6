import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

import type { HttpAnswer, HttpRequest } from "../service.ts";

const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
};

const passedBack = [
  "content-type",
  "content-encoding",
  "x-amzn-requestid",
  "x-amz-crc32",
  "x-amzn-errortype",
];

/** Sends the request on as it came to `target`. Rejects with Node's error when nothing answers there. */
export async function forward(request: HttpRequest, target: URL): Promise<HttpAnswer> {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  const isSecure = target.protocol === "https:";
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = isSecure ? httpsRequest : httpRequest;
  const outgoing = send(target, {
    method: request.method,
    headers,
    agent: isSecure ? agents.https : agents.http,
    signal: request.signal,
  });
  outgoing.once("response", resolve);
  outgoing.once("error", reject);
  outgoing.end(request.body);

  const response = await promise;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const answerHeaders = passedBack.flatMap((name): [string, string][] => {
    const value = response.headers[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  return {
    status: response.statusCode ?? 502,
    headers: Object.fromEntries(answerHeaders),
    body: Buffer.concat(chunks),
  };
}
