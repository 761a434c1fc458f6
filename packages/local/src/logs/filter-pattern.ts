import { AwsError } from "../aws-error.ts";

/**
 * CloudWatch's pattern for plain text: every term must occur, a `-term` must not, of `?terms` one must;
 * a phrase stands in quotes. Case matters. JSON and space-delimited patterns are refused.
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[%]/.test(text)) throw invalid("only terms and quoted phrases are supported here");
  const required: string[] = [];
  const excluded: string[] = [];
  const alternatives: string[] = [];
  let end = 0;
  for (const match of text.matchAll(/\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/gy)) {
    const [whole, sign, phrase, word] = match;
    const term = word ?? (phrase ?? "").replaceAll(/\\(.)/g, "$1");
    (sign === "-" ? excluded : sign === "?" ? alternatives : required).push(term);
    end = match.index + whole.length;
  }
  if (end < text.length) throw invalid(`cannot read it from ${text.slice(end).trim()}`);
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (alternatives.length === 0 || alternatives.some((term) => message.includes(term)));
}

function invalid(why: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid filter pattern: ${why}.`);
}
