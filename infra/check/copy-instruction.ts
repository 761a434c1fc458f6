import { cpSync, globSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";

import { root } from "./project.ts";

/** What follows COPY: sources, of the checkout or of an earlier stage, and where they go. */
export function parseCopy(rest: string): { from?: string; sources: string[]; to: string } {
  const [first = "", ...others] = rest.split(" ");
  const [, from] = /^--from=(\w+)$/.exec(first) ?? [];
  const words = from === undefined ? [first, ...others] : others;
  const option = words.find((word) => word.startsWith("-"));
  if (option !== undefined) throw new Error(`COPY ${option} is not known here.`);
  return {
    ...(from !== undefined && { from }),
    sources: words.slice(0, -1),
    to: words.at(-1) ?? "",
  };
}

/** Copies what an earlier stage has. */
export function copyFromStage(path: string, to: string): void {
  cpSync(path, targetOf(path, to), { recursive: true, verbatimSymlinks: true });
}

/** Copies what the checkout has and the ignore file leaves. */
export function copyFromCheckout(
  source: string,
  to: string,
  isIgnored: (path: string) => boolean,
): void {
  const target = targetOf(join(root, source), to);
  for (const file of filesOf(source, isIgnored)) {
    cpSync(join(root, source, file), join(target, file));
  }
}

function filesOf(source: string, isIgnored: (path: string) => boolean): string[] {
  const isFile = (file: string) => statSync(join(root, source, file)).isFile();
  if (isFile("")) return isIgnored(source) ? [] : [""];
  const exclude = (path: string) => isIgnored(posix.join(source, path));
  return globSync("**/*", { cwd: join(root, source), exclude }).filter(isFile);
}

/** A file goes into a folder that is written with a slash; a folder's contents go into the folder. */
const targetOf = (path: string, to: string): string =>
  to.endsWith("/") && statSync(path).isFile() ? join(to, basename(path)) : to;
