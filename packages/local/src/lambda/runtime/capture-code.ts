import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

import { importKey, snapshotFile, type CodeSnapshot, type LoadedCode } from "./code-snapshot.ts";

const textFormats = /^(module|commonjs|json)/;

/** Notes what is imported from now on. What it returns ends that, and keeps the snapshot in `folder`. */
export function captureCode(folder: string): () => LoadedCode {
  const { modules, imports }: CodeSnapshot = { modules: {}, imports: {} };
  const files: Record<string, string> = {};
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (isOwn(resolved.url)) {
        imports[importKey(context.parentURL, specifier)] = resolved.url;
      }
      return resolved;
    },
    load(url, context, next) {
      if (!isOwn(url)) return next(url, context);
      const path = fileURLToPath(url);
      // Before it is loaded: a change in between is then seen as one.
      const content = readFileSync(path);
      const loaded = next(url, context);
      const format = loaded.format ?? "commonjs";
      if (textFormats.test(format)) {
        files[path] = sha256(content);
        modules[url] = { format, source: textOf(loaded.source ?? content) };
      }
      return loaded;
    },
  });
  return () => {
    hooks.deregister();
    const sorted = Object.entries(modules).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const id = sha256(JSON.stringify(sorted));
    keep(folder, id, { modules, imports });
    return { id, files };
  };
}

function isOwn(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/");
}

function keep(folder: string, id: string, snapshot: CodeSnapshot): void {
  const file = snapshotFile(folder, id);
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(snapshot), { flush: true });
  renameSync(unfinished, file);
}

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
