import { renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { FunctionOptions } from "../../options.ts";

const sdk = createRequire(import.meta.url).resolve("@aws/durable-execution-sdk-js");

const plainSource = `
import { existsSync } from "node:fs";
import { word } from "./word.ts";

export const handler = async (event: { until?: string }): Promise<string> => {
  if (event.until !== undefined) console.log("waits");
  while (event.until !== undefined && !existsSync(event.until)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return word;
};
`;

const durableSource = `
import sdk from ${JSON.stringify(sdk)};
import { word } from "./word.ts";

export const handler = sdk.withDurableExecution(async (input: { waits?: boolean }, context) => {
  const before = await context.step("before", async () => word);
  if (input.waits) await context.waitForCallback("approval", async () => {});
  return [before, word];
});
`;

/** A function whose source a test writes and changes: it answers the word of the module that it imports. */
export class WrittenFunction {
  readonly #folder: string;
  readonly options: FunctionOptions;

  constructor(folder: string, name: string, options: Partial<FunctionOptions> = {}) {
    this.#folder = folder;
    const module = this.#file("handler.ts");
    this.options = { name, module, export: "handler", ...options };
    const isDurable = options.durable !== undefined;
    writeFileSync(module, isDurable ? durableSource : plainSource);
  }

  /** As editors do: a new file in the place of the old one. */
  say(word: string): void {
    this.write(`export const word: string = ${JSON.stringify(word)};\n`);
  }

  write(source: string): void {
    writeFileSync(this.#file("word.ts.new"), source);
    renameSync(this.#file("word.ts.new"), this.#file("word.ts"));
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}
