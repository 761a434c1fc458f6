import { AwsError } from "../aws-error.ts";

export interface PatternToken {
  /** `&&`, `$.a[0]`, "a b", %a|b% or a word; of a text and a regular expression, what is inside. */
  kind: "mark" | "selector" | "text" | "regex" | "word";
  text: string;
}

const token =
  /\s*(?:(?<mark>&&|\|\||[!<>]=|[(){}[\],=<>])|(?<selector>\$(?:\.[\w-]+|\.?\["[^"]*"\]|\.?\['[^']*'\]|\[(?:\d+|\*)\])*)|"(?<text>(?:[^"\\]|\\.)*)"|%(?<regex>(?:[^%\\]|\\.)*)%|(?<word>[^\s(){}[\],=<>!"%&|]+))\s*/gy;

/** What a JSON or space-delimited pattern consists of. Throws AwsError. */
export function patternTokens(pattern: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  let end = 0;
  for (const match of pattern.matchAll(token)) {
    end = match.index + match[0].length;
    const { mark, selector, text, regex, word } = match.groups ?? {};
    if (mark !== undefined) tokens.push({ kind: "mark", text: mark });
    else if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
    else if (text !== undefined) tokens.push({ kind: "text", text });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  if (end < pattern.length) throw invalidPattern(`cannot read it from ${pattern.slice(end)}`);
  return tokens;
}

export function invalidPattern(why: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid filter pattern: ${why}.`);
}
