import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where each `expect` of the tests stands, as `<file>:<line>`. */
export function assertionsOf(checkout: string): string[] {
  const folder = join(checkout, "infra/check");
  return globSync("*.check.test.ts", { cwd: folder }).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (/\bexpect(\(|$)/.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

/** By the stack: what `rejects`, `resolves` and `poll` throw is no AssertionError. */
const isOfAssertion = /^AssertionError|__VITEST_(REJECTS|RESOLVES|POLL_CHAIN)__/;

/** Which of them said this. None when something else failed: what a test needs, or a wait. */
export function assertionThatSaid(message: string, assertions: string[]): string | undefined {
  if (!isOfAssertion.test(message)) return undefined;
  const [, file, line] = /\/infra\/check\/([\w.-]+\.ts):(\d+)/.exec(message) ?? [];
  // The stack names the matcher's line, which may be below.
  return assertions.findLast((assertion) => {
    const [ofFile, first] = assertion.split(":");
    return ofFile === file && Number(first) <= Number(line);
  });
}
