import { z } from "zod";

import { faultRequest, type FaultRequest } from "./fault-request.ts";
import { findEndpoint } from "./find-endpoint.ts";

const usage = `usage: npm run fault -- FAULT [WHAT] [OPTIONS]

Strikes a running task at once; WHAT is its id or ARN:
  spot-interruption TASK     host-retirement TASK
  kill TASK                  out-of-memory TASK

Waits for what it strikes, --times N (default 1):
  run-task-throttled         run-task-no-capacity
  api-error OPERATION        [--status 500] [--error NAME]
  api-delay OPERATION        --delay-ms N
  api-throttled OPERATION    [--retry-after-seconds 1]
  event-drop [DETAIL-TYPE]   event-duplicate [DETAIL-TYPE]
  event-delay [DETAIL-TYPE]  --delay-ms N
  function-crash FUNCTION    --at-checkpoint N [--when before|after]

Strikes until it is cleared: calls over the rate are throttled, as the operation's service does it:
  api-rate OPERATION         --per-second N [--retry-after-seconds 1]

  list                       the faults that wait
  clear                      takes them back

The local AWS is the one at --endpoint URL, else at AWS_ENDPOINT_URL, else the one whose endpoints.json is in
DATA_DIR (default .longhaul).`;

const waiting = z.object({ faults: z.array(z.looseObject({ kind: z.string() })) });
/** AWS's shapes differ in how they spell it. */
const refusal = z.union([
  z.object({ message: z.string() }),
  z.object({ Message: z.string() }).transform(({ Message }) => ({ message: Message })),
]);

/** Makes the fault that the arguments ask for. Returns what to print; rejects with an Error of one line. */
export async function runFault(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const request = faultRequest(args);
  if (request === undefined) return usage;
  const answer = await send(request, request.endpoint ?? (await findEndpoint(environment)));
  switch (request.method) {
    case "GET": {
      const { faults } = waiting.parse(answer);
      return faults.length === 0 ? "no fault waits" : faults.map(describe).join("\n");
    }
    case "DELETE":
      return "no fault waits any more";
    case "POST": {
      const { kind = "", task, ...rest } = request.body ?? {};
      return task === undefined ? `${describe({ kind, ...rest })} waits` : `${kind} struck ${task}`;
    }
  }
}

async function send({ method, body }: FaultRequest, endpoint: string): Promise<unknown> {
  let answer: Response;
  try {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    answer = await fetch(new URL("/_faults", endpoint), { method, ...content });
  } catch (cause) {
    throw new Error(`nothing answers at ${endpoint}; is the local AWS running?`, { cause });
  }
  if (answer.status === 204) return undefined;
  const parsed: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && parsed !== undefined) return parsed;
  const refused = refusal.safeParse(parsed);
  throw new Error(
    refused.success ? refused.data.message : `what answers at ${endpoint} is no local AWS`,
  );
}

function describe({ kind, ...rest }: Record<string, unknown>): string {
  const members = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
  return [String(kind), ...members].join(" ");
}
