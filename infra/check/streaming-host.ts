import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

/**
 * `streaming-host.ts <module>`: stands for Lambda's process of a function that streams its answers. Takes one event from
 * its parent, answers with the whole of what was streamed.
 */
const [, , module = ""] = process.argv;

type StreamHandler = (event: unknown, answer: PassThrough, context: object) => Promise<void>;
let prelude: object = {};

// What Lambda's runtime gives to such functions.
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: StreamHandler): StreamHandler => handler,
    HttpResponseStream: {
      from(answer: PassThrough, head: object): PassThrough {
        prelude = head;
        return answer;
      },
    },
  },
});

const { handler }: { handler: StreamHandler } = await import(pathToFileURL(module).href);

process.once("message", (event) => {
  const answer = new PassThrough();
  void Promise.all([text(answer), handler(event, answer, {})]).then(([body]) =>
    process.send?.({ ...prelude, body }, undefined, undefined, () => process.exit()),
  );
});
