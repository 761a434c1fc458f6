import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { evaluate } from "../evaluate-variants.ts";
import { variants } from "../graph-schema.ts";
import { root } from "../project.ts";
import { assertionsOf, assertionThatSaid } from "./assertions.ts";
import { copyCheckout } from "./checkout-copy.ts";
import { type Mutation, titlesOf } from "./mutation.ts";
import { mutations } from "./mutations.ts";
import { listTests, type Outcome } from "./run-tests.ts";
import { runNamed, type Trial, tryMutation } from "./trial.ts";

/**
 * `run.ts [words]`: makes each mistake of the list (or those with these words) in a copy of the checkout, and says which
 * are not noticed by all that have to, and after the whole list, which assertions none made fail. Needs `sst install`.
 */
const words = process.argv[2] ?? "";
const chosen = mutations.filter((mutation) => JSON.stringify(mutation).includes(words));
const assertions = assertionsOf(root);
const untried = new Set(assertions);
const survivors: string[] = [];

const folder = await realpath(await mkdtemp(join(tmpdir(), "longhaul-mutations-")));
// Every process of the run loads the same code.
process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
try {
  const [one, two] = await prepare();
  const { messages } = await runNamed(one, chosen);
  if (messages.length > 0) throw new Error(`Without a mistake too: ${messages.join("\n")}`);
  const left = [...chosen];
  const work = async (trial: Trial): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      judge(next, await tryMutation(trial, next));
  };
  await Promise.all([work(one), work(two)]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
const missed = survivors.length === 0 ? "all noticed" : "not noticed as they have to be:";
console.log([`${chosen.length} mistakes, ${missed}`, ...survivors].join("\n"));
const silent = words === "" ? [...untried] : [];
if (silent.length > 0) console.log(["No mistake made these fail:", ...silent].join("\n"));
process.exit(survivors.length === 0 && silent.length === 0 ? 0 : 1);

/** Two checkouts to make mistakes in, and what is the same without one. */
async function prepare(): Promise<[Trial, Trial]> {
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  for (const checkout of [one, two]) copyCheckout(checkout);
  const intact = join(folder, "intact");
  await mkdir(intact);
  await Promise.all(variants.map((name) => evaluate(name, join(intact, `${name}.json`), one)));
  const fileOf = await listTests(one, intact);
  return [
    { checkout: one, intact, fileOf },
    { checkout: two, intact, fileOf },
  ];
}

function judge(mutation: Mutation, { failed, messages }: Outcome): void {
  const { file, from, to } = mutation;
  const silent = titlesOf(mutation).filter((title) => !failed.includes(title));
  const isNoticed =
    "refused" in mutation
      ? messages.some((message) => message.includes(mutation.refused))
      : silent.length === 0;
  for (const message of messages) untried.delete(assertionThatSaid(message, assertions) ?? "");
  const name = `${file}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
  console.log(`${isNoticed ? "noticed " : "SURVIVED"} ${name}`);
  if (isNoticed) return;
  console.log([...silent.map((title) => `  not by: ${title}`), ...messages].join("\n"));
  survivors.push(name);
}
