import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { JobFailure } from "../../job-failure.ts";
import type { Source } from "./source.ts";

const remedies: Partial<Record<string, string>> = {
  ENOENT: "There is no such file; check the path.",
  EACCES: "The worker may not read it; change the file's permissions.",
  EPERM: "The worker may not read it; change the file's permissions.",
  ENOTDIR: "A part of the path is a file, not a folder; check the path.",
  ELOOP: "Its symbolic links go in circles.",
  ENAMETOOLONG: "The path is too long.",
};

/** A file below one of `roots`, wherever links lead. Throws `source_not_allowed`, `source_not_readable`. */
export async function openFile(url: string, roots: readonly string[]): Promise<Source> {
  const path = pathOf(url);
  if (roots.length === 0) {
    throw new JobFailure(
      "source_not_allowed",
      `${path} cannot be read: this installation allows no files. The operator allows folders with LONGHAUL_FILE_ROOTS; or use https: or s3:.`,
      { isRetryable: false },
    );
  }
  const folders = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  const isAllowed = (real: string) =>
    folders.some((folder) => folder !== undefined && isWithin(folder, real));
  const real = await realpath(path).catch((error: unknown) => {
    // What does not exist is told only of places that may be seen.
    if (!roots.some((root) => isWithin(root, path))) throw notAllowed(path, roots);
    throw notReadable(path, error);
  });
  if (!isAllowed(real)) throw notAllowed(path, roots);
  const facts = await stat(real).catch((error: unknown) => {
    throw notReadable(path, error);
  });
  if (!facts.isFile()) {
    const what = facts.isDirectory() ? "It is a folder; name a file in it." : "It is not a file.";
    throw unreadable(path, what, false);
  }
  return {
    name: path,
    sizeBytes: facts.size,
    fingerprint: `${facts.size}-${facts.mtimeMs}`,
    async *read(offset) {
      const chunks: AsyncIterable<Buffer> = createReadStream(real, { start: offset });
      try {
        yield* chunks;
      } catch (error) {
        throw notReadable(path, error);
      }
    },
  };
}

/** `file:/a b` and `file:///a%20b` are the same file; only the second form is a URL with escapes. */
function pathOf(url: string): string {
  if (!url.startsWith("file://")) return url.slice("file:".length);
  try {
    return fileURLToPath(url);
  } catch {
    throw new JobFailure(
      "source_not_readable",
      `${url} does not name a file of the worker. Write file:/absolute/path.`,
      { isRetryable: false },
    );
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith("../") && !isAbsolute(way);
}

const notAllowed = (path: string, roots: readonly string[]) =>
  new JobFailure(
    "source_not_allowed",
    `${path} is not in a folder that may be read. Allowed: ${roots.join(", ")}. The operator adds folders with LONGHAUL_FILE_ROOTS.`,
    { isRetryable: false },
  );

function notReadable(path: string, error: unknown): JobFailure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const remedy = remedies[code];
  if (remedy !== undefined) return unreadable(path, remedy, false);
  return unreadable(path, error instanceof Error ? error.message : String(error), true);
}

const unreadable = (path: string, why: string, isRetryable: boolean) =>
  new JobFailure("source_not_readable", `${path} cannot be read: ${why}`, { isRetryable });
