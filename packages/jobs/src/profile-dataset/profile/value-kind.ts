/** `padded`: digits with a leading zero, such as ZIP codes: a text, although its neighbours may look like integers. */
export const valueKinds = ["integer", "number", "boolean", "date", "string", "padded"] as const;
export type ValueKind = (typeof valueKinds)[number];

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const integerPattern = /^[+-]?\d+$/;
const paddedPattern = /^0\d+$/;
const datePattern =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const booleanPattern = /^(?:true|false)$/i;
const longestDate = 40;

/** What a non-empty text of a CSV is. */
export function valueKind(text: string): ValueKind {
  const first = text.charCodeAt(0);
  if (isDigit(first)) {
    if (paddedPattern.test(text)) return "padded";
    return numberKind(text) ?? (dateTime(text) === undefined ? "string" : "date");
  }
  // + - .
  if (first === 43 || first === 45 || first === 46) return numberKind(text) ?? "string";
  return booleanPattern.test(text) ? "boolean" : "string";
}

/**
 * Milliseconds since 1970 of `2024-02-29`, `2024/02/29`, or either with a time; one without a zone counts as UTC.
 * Undefined for anything else, also for days that do not exist.
 */
export function dateTime(text: string): number | undefined {
  if (text.length > longestDate) return undefined;
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [, year, , month, day, hour = "00", minute = "00", second = "00", zone] = match;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneOf(zone)}`);
  return Number.isNaN(time) ? undefined : time;
}

function numberKind(text: string): ValueKind | undefined {
  if (!numberPattern.test(text) || !Number.isFinite(Number(text))) return undefined;
  return integerPattern.test(text) ? "integer" : "number";
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const zoneOf = (zone: string | undefined): string =>
  zone === undefined ? "Z" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2");
