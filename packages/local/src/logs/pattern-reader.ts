import { invalidPattern, type PatternToken } from "./pattern-tokens.ts";

export type LineTest<Line> = (line: Line) => boolean;

/** Reads conditions that && and || join, && first, and parentheses group. */
export class PatternReader<Line> {
  readonly #tokens: PatternToken[];
  readonly #condition: (reader: PatternReader<Line>) => LineTest<Line>;
  #next = 0;

  /** `condition` reads a single one. */
  constructor(tokens: PatternToken[], condition: (reader: PatternReader<Line>) => LineTest<Line>) {
    this.#tokens = tokens;
    this.#condition = condition;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  peek(): PatternToken | undefined {
    return this.#tokens[this.#next];
  }

  /** Throws AwsError at the end. */
  take(): PatternToken {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw invalidPattern("it ends too early");
    this.#next += 1;
    return token;
  }

  /** Throws AwsError when something else comes. */
  expect(text: string): void {
    const token = this.take();
    if (token.text !== text) throw invalidPattern(`${text} should be where ${token.text} is`);
  }

  takeMark(text: string): boolean {
    const token = this.peek();
    if (token?.kind !== "mark" || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  expression(): LineTest<Line> {
    const tests = [this.#all()];
    while (this.takeMark("||")) tests.push(this.#all());
    return (line) => tests.some((test) => test(line));
  }

  #all(): LineTest<Line> {
    const tests = [this.#one()];
    while (this.takeMark("&&")) tests.push(this.#one());
    return (line) => tests.every((test) => test(line));
  }

  #one(): LineTest<Line> {
    if (!this.takeMark("(")) return this.#condition(this);
    const test = this.expression();
    this.expect(")");
    return test;
  }
}
