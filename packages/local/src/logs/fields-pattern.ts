import { compareValue } from "./compare-value.ts";
import { PatternReader, type LineTest } from "./pattern-reader.ts";
import { invalidPattern, patternTokens } from "./pattern-tokens.ts";

const gap = "...";

/** CloudWatch's pattern for lines of words: `[ip, ..., status = 5* || status = 404, bytes]`. Throws AwsError. */
export function fieldsPattern(pattern: string): LineTest<string> {
  const reader = new PatternReader<string>(patternTokens(pattern), readCondition);
  const fields: (LineTest<string> | typeof gap)[] = [];
  reader.expect("[");
  do fields.push(readField(reader));
  while (reader.takeMark(","));
  reader.expect("]");
  if (!reader.isAtEnd) throw invalidPattern("something follows its last ]");
  const gapAt = fields.indexOf(gap);
  const tests = fields.filter((field) => field !== gap);
  if (tests.length < fields.length - 1) throw invalidPattern("it has more than one ...");
  const before = gapAt === -1 ? tests.length : gapAt;
  return (message) => {
    const words = split(message);
    if (gapAt === -1 ? words.length !== tests.length : words.length < tests.length) return false;
    const shift = words.length - tests.length;
    return tests.every((test, index) => test(words[index < before ? index : index + shift] ?? ""));
  };
}

function readField(reader: PatternReader<string>): LineTest<string> | typeof gap {
  const first = reader.peek();
  if (first?.text !== gap) return reader.expression();
  reader.take();
  return gap;
}

/** A name, whose field may be anything, or what is asked of it. */
function readCondition(reader: PatternReader<string>): LineTest<string> {
  const name = reader.take();
  if (name.kind !== "word") throw invalidPattern(`${name.text} is no name of a field`);
  const operator = reader.peek();
  if (operator?.kind !== "mark" || !/[=<>]/.test(operator.text)) return () => true;
  reader.take();
  return compareValue(operator.text, reader.take());
}

/** What is in quotes or brackets is one field. */
function split(message: string): string[] {
  const words = message.matchAll(/\[([^\]]*)\]|"([^"]*)"|\S+/g);
  return [...words].map(([whole, bracketed, quoted]) => bracketed ?? quoted ?? whole);
}
