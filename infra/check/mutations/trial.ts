import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { evaluate } from "../evaluate-variants.ts";
import { makeMistake, type Mutation, titlesOf, variantsOf } from "./mutation.ts";
import { type Outcome, runTests } from "./run-tests.ts";

export interface Trial {
  /** A copy of the checkout of one's own. */
  checkout: string;
  /** Folder of the graphs of the program without a mistake. */
  intact: string;
  /** The file of each test. */
  fileOf: ReadonlyMap<string, string>;
}

/** Makes the mistake, evaluates the variants that have it, runs the tests that have to notice, and takes it back. */
export async function tryMutation(trial: Trial, mutation: Mutation): Promise<Outcome> {
  const { checkout, intact } = trial;
  const graphs = `${checkout}-graphs`;
  await rm(graphs, { recursive: true, force: true });
  await cp(intact, graphs, { recursive: true });
  const path = join(checkout, mutation.file);
  const text = await readFile(path, "utf8");
  await writeFile(path, makeMistake(text, mutation));
  try {
    const evaluations = variantsOf(mutation).map((variant) =>
      evaluate(variant, join(graphs, `${variant}.json`), checkout),
    );
    const messages = (await Promise.allSettled(evaluations)).flatMap((end) =>
      end.status === "rejected" ? [String(end.reason)] : [],
    );
    if (messages.length > 0 || "refused" in mutation) return { failed: [], messages };
    return await runNamed(trial, [mutation], graphs);
  } finally {
    await writeFile(path, text);
  }
}

/** Runs the tests that these mistakes name. */
export async function runNamed(
  { checkout, intact, fileOf }: Trial,
  mutations: Mutation[],
  graphs = intact,
): Promise<Outcome> {
  const titles = [...new Set(mutations.flatMap(titlesOf))];
  const files = titles.map((title) => {
    const file = fileOf.get(title);
    if (file === undefined) throw new Error(`There is no test ${title}.`);
    return file;
  });
  return runTests(checkout, graphs, titles, [...new Set(files)]);
}
