import { invalidPattern } from "./pattern-tokens.ts";

/** What CloudWatch allows between two %: no groups, and only these characters. Throws AwsError. */
export function patternRegex(source: string): RegExp {
  if (!/^(?:[\w:#=@/;,^$?[\]{}|*+.-]|\\[\x21-\x7e])+$/.test(source)) {
    throw invalidPattern(`%${source}% has characters that a regular expression may not have here`);
  }
  try {
    return new RegExp(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalidPattern(why);
  }
}
