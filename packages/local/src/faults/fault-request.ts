import { parseArgs } from "node:util";

/** What each fault strikes: the member of the request that the second argument becomes. */
const subjects = new Map([
  ["spot-interruption", "task"],
  ["host-retirement", "task"],
  ["kill", "task"],
  ["out-of-memory", "task"],
  ["run-task-throttled", undefined],
  ["run-task-no-capacity", undefined],
  ["api-error", "operation"],
  ["api-delay", "operation"],
  ["api-throttled", "operation"],
  ["api-rate", "operation"],
  ["event-delay", "detailType"],
  ["event-duplicate", "detailType"],
  ["event-drop", "detailType"],
  ["function-crash", "function"],
]);

const numbers = {
  times: "times",
  status: "status",
  "delay-ms": "delayMs",
  "at-checkpoint": "atCheckpoint",
  "retry-after-seconds": "retryAfterSeconds",
  "per-second": "perSecond",
} as const;

const neededOptions = new Map<string, keyof typeof numbers>([
  ["api-delay", "delay-ms"],
  ["api-rate", "per-second"],
  ["event-delay", "delay-ms"],
  ["function-crash", "at-checkpoint"],
]);

const texts = ["error", "when"] as const;

export interface FaultRequest {
  method: "GET" | "POST" | "DELETE";
  body?: Record<string, string | number>;
  endpoint?: string;
}

/** The request to `/_faults` that these arguments ask for; undefined: help. Throws an Error of one line. */
export function faultRequest(args: string[]): FaultRequest | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const [kind = "", subject, surplus] = positionals;
  const where = values.endpoint === undefined ? {} : { endpoint: values.endpoint };
  if (surplus !== undefined) throw new Error(`"${surplus}" is one argument too many`);
  if (kind === "list") return { method: "GET", ...where };
  if (kind === "clear") return { method: "DELETE", ...where };
  const body: Record<string, string | number> = { kind, ...readSubject(kind, subject) };
  for (const option of Object.keys(numbers).filter(isNumber)) {
    const value = values[option];
    if (value !== undefined) body[numbers[option]] = numberOf(option, value);
  }
  const needed = neededOptions.get(kind);
  if (needed !== undefined && values[needed] === undefined)
    throw new Error(`${kind} needs --${needed} N`);
  for (const option of texts) {
    const value = values[option];
    if (value !== undefined) body[option] = value;
  }
  return { method: "POST", body, ...where };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        endpoint: text,
        times: text,
        status: text,
        "delay-ms": text,
        "at-checkpoint": text,
        "retry-after-seconds": text,
        "per-second": text,
        error: text,
        when: text,
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\n|\. /)[0] : String(error);
    throw new Error(`${reason}; --help lists the options`, { cause: error });
  }
}

function readSubject(kind: string, subject: string | undefined): Record<string, string> {
  if (!subjects.has(kind))
    throw new Error(
      `${kind === "" ? "no fault is named" : `"${kind}" is not a fault`}; --help lists them`,
    );
  const member = subjects.get(kind);
  if (subject === undefined) {
    if (member === undefined || member === "detailType") return {};
    throw new Error(`${kind} needs its ${member}`);
  }
  if (member === undefined) throw new Error(`${kind} takes no "${subject}"`);
  return { [member]: subject };
}

function isNumber(option: string): option is keyof typeof numbers {
  return Object.hasOwn(numbers, option);
}

function numberOf(option: keyof typeof numbers, value: string): number {
  const isRate = option === "per-second";
  if ((isRate ? /^\d+(\.\d+)?$/ : /^\d+$/).test(value)) return Number(value);
  throw new Error(`--${option} must be a ${isRate ? "" : "whole "}number, not "${value}"`);
}
