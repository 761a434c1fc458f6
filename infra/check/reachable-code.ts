import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { root } from "./project.ts";

interface Module {
  /** Text of each top-level declaration, by name; what belongs to none is under the empty name. */
  declarations: Map<string, string>;
  /** File and name there of each import of ours. */
  imports: Map<string, { file: string; name: string }>;
}

/** A declaration that a program reaches, with where it is. */
export interface Reached {
  file: string;
  name: string;
  text: string;
}

/**
 * The top-level declarations that `entry` can reach by name, over all files of ours. It reads text, so it takes every
 * mention for a use: rather one too many than one too few.
 */
export function reachableCode(entry: string, start?: { name: string; text: string }): Reached[] {
  const reached = new Map<string, Reached>();
  const visit = (file: string, name: string, given?: string): void => {
    const { declarations, imports } = moduleAt(file);
    const text = given ?? declarations.get(name);
    const key = `${file} ${name}`;
    if (text === undefined || reached.has(key)) return;
    reached.set(key, { file, name, text });
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) {
      if (declarations.has(word)) visit(file, word);
      const imported = imports.get(word);
      if (imported !== undefined) visit(imported.file, imported.name);
    }
    for (const [, from = ""] of text.matchAll(/\bimport\("([^"]+)"\)/g)) {
      const target = fileOf(from, file);
      if (target !== undefined) visitAll(target);
    }
    // What stands outside of declarations runs when the file is loaded.
    visit(file, "");
  };
  const visitAll = (file: string): void => {
    for (const name of moduleAt(file).declarations.keys()) visit(file, name);
  };
  // Not by its name alone: a method may be called as a function beside it is.
  if (start !== undefined) visit(entry, `the method ${start.name}`, start.text);
  else visitAll(entry);
  return [...reached.values()];
}

const modules = new Map<string, Module>();

function moduleAt(file: string): Module {
  const known = modules.get(file);
  if (known !== undefined) return known;
  const source = withoutComments(readFileSync(file, "utf8"));
  const module = { declarations: declarationsOf(source), imports: importsOf(source, file) };
  modules.set(file, module);
  return module;
}

const withoutComments = (source: string): string =>
  source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

function declarationsOf(source: string): Map<string, string> {
  const start = /^(?=(?:export )?(?:async )?(?:function|const|let|class|interface|type) |import )/m;
  const declarations = new Map<string, string>();
  for (const part of source.split(start)) {
    if (/^(?:import |(?:export )?(?:type|interface) )/.test(part)) continue;
    const [, name = ""] =
      /^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/.exec(part) ?? [];
    declarations.set(name, `${declarations.get(name) ?? ""}${part}`);
  }
  return declarations;
}

function importsOf(source: string, file: string): Module["imports"] {
  const imports: Module["imports"] = new Map();
  for (const [, names = "", from = ""] of source.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)) {
    const target = fileOf(from, file);
    if (target === undefined) continue;
    for (const named of names.split(",")) {
      const [name = "", local = name] = named.trim().split(" as ");
      if (!name.startsWith("type ")) imports.set(local, { file: target, name });
    }
  }
  return imports;
}

/** Undefined for a package that is not ours. */
function fileOf(from: string, importer: string): string | undefined {
  const [, name, path] = /^@longhaul\/(\w+)\/(.+)$/.exec(from) ?? [];
  if (name !== undefined) return join(root, "packages", name, "src", `${path}.ts`);
  const file = join(dirname(importer), from);
  return from.startsWith(".") && existsSync(file) ? file : undefined;
}
