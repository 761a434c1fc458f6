import { fieldsPattern } from "./fields-pattern.ts";
import { jsonPattern } from "./json-pattern.ts";
import { patternRegex } from "./pattern-regex.ts";
import { invalidPattern } from "./pattern-tokens.ts";

type MessageTest = (message: string) => boolean;

/** CloudWatch's filter patterns: for JSON in braces, for words in brackets, otherwise terms. Throws AwsError. */
export function filterPattern(pattern: string): MessageTest {
  const text = pattern.trim();
  if (text.startsWith("{")) return jsonPattern(text);
  return text.startsWith("[") ? fieldsPattern(text) : termsPattern(text);
}

/**
 * Every term must occur, a `-term` must not, of `?terms` one must; a phrase stands in quotes, a regular
 * expression between two %. Case matters.
 */
function termsPattern(text: string): MessageTest {
  const required: MessageTest[] = [];
  const excluded: MessageTest[] = [];
  const alternatives: MessageTest[] = [];
  let end = 0;
  for (const match of text.matchAll(
    /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"]+))(?=\s|$)/gy,
  )) {
    const [whole, sign, phrase, regex, word] = match;
    const test = regex === undefined ? contains(word ?? unescaped(phrase)) : matches(regex);
    (sign === "-" ? excluded : sign === "?" ? alternatives : required).push(test);
    end = match.index + whole.length;
  }
  if (end < text.length) throw invalidPattern(`cannot read it from ${text.slice(end).trim()}`);
  return (message) =>
    required.every((test) => test(message)) &&
    !excluded.some((test) => test(message)) &&
    (alternatives.length === 0 || alternatives.some((test) => test(message)));
}

function unescaped(phrase = ""): string {
  return phrase.replaceAll(/\\(.)/g, "$1");
}

function contains(term: string): MessageTest {
  return (message) => message.includes(term);
}

function matches(source: string): MessageTest {
  const regex = patternRegex(source);
  return (message) => regex.test(message);
}
