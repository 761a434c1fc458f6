import type { Source } from "./source.ts";

/** Throws a JobFailure that says what could not be read, and what to do. */
export async function openSource(
  url: string,
  { fileRoots, signal }: { fileRoots: readonly string[]; signal: AbortSignal },
): Promise<Source> {
  if (url.startsWith("file:")) {
    const { openFile } = await import("./open-file.ts");
    return openFile(url, fileRoots);
  }
  if (url.startsWith("s3:")) {
    const { openObject } = await import("./open-object.ts");
    return openObject(url, signal);
  }
  const { openUrl } = await import("./open-url.ts");
  return openUrl(url, signal);
}
