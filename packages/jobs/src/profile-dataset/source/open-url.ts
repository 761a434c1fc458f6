import { JobFailure } from "../../job-failure.ts";
import { createPatience, type Patience } from "./patience.ts";
import { resumedRead } from "./resumed-read.ts";
import type { Source } from "./source.ts";

const mostRedirects = 5;

const remedies: Partial<Record<number, string>> = {
  401: "It asks for a sign-in; use a public or a presigned URL.",
  403: "The server refuses it; is the presigned URL still valid?",
  404: "There is nothing at this URL; check it.",
  410: "It was removed.",
};

/** Request timeout, too early, too many requests. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What an https: URL gives. Throws `source_not_readable`, `source_changed`. */
export async function openUrl(
  url: string,
  signal: AbortSignal,
  options: { fetch?: Fetch; firstDelayMs?: number } = {},
): Promise<Source> {
  const name = withoutQuery(url);
  const patience = createPatience(name, signal, options.firstDelayMs);
  const get = (headers: Record<string, string>) =>
    follow(options.fetch ?? fetch, url, {
      headers: { "accept-encoding": "identity", ...headers },
      signal,
    });
  let first: Response | undefined = await firstAnswer(() => get({}), name, patience);
  const sizeBytes = sizeOf(first);
  const version = versionOf(first);

  async function openAt(position: number): Promise<AsyncIterable<Uint8Array>> {
    const unread = first;
    first = undefined;
    if (position === 0 && unread !== undefined) return bodyOf(unread);
    await unread?.body?.cancel();
    const range: Record<string, string> = position === 0 ? {} : { range: `bytes=${position}-` };
    const response = await get({ ...range, ...(version !== null && { "if-range": version }) });
    await assertGiven(response, name);
    if (versionOf(response) !== version) {
      throw new JobFailure(
        "source_changed",
        `${name} was changed while it was read. Start the job again from the beginning.`,
      );
    }
    if (position === 0 || response.status === 206) return bodyOf(response);
    // The server knows no ranges: what was read already is read again and left out.
    return withoutFirst(bodyOf(response), position);
  }

  return {
    name,
    sizeBytes,
    fingerprint: `${sizeBytes ?? "?"}-${version ?? "?"}`,
    read: (offset) => resumedRead({ offset, sizeBytes, openAt, patience }),
  };
}

async function firstAnswer(
  get: () => Promise<Response>,
  name: string,
  patience: Patience,
): Promise<Response> {
  for (;;) {
    try {
      const response = await get();
      await assertGiven(response, name);
      return response;
    } catch (error) {
      await patience.failed(error);
    }
  }
}

/** Throws a JobFailure for what will not change, an Error for what may. */
async function assertGiven(response: Response, name: string): Promise<void> {
  if (response.ok) return;
  await response.body?.cancel();
  const { status, statusText } = response;
  if (passingStatuses.has(status) || status >= 500)
    throw new Error(`the server answered ${status}`);
  const remedy = remedies[status] ?? "The server does not give it.";
  throw new JobFailure(
    "source_not_readable",
    `${name} cannot be read: ${status} ${statusText}. ${remedy}`,
    { isRetryable: false },
  );
}

/** Follows redirects, to https: only: a server must not send the worker into its own network in the clear. */
async function follow(fetchUrl: Fetch, url: string, init: RequestInit): Promise<Response> {
  let target = url;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await fetchUrl(target, { ...init, redirect: "manual" });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    target = new URL(location, target).href;
    if (!target.startsWith("https:")) {
      throw new JobFailure(
        "source_not_readable",
        `${withoutQuery(url)} redirects to ${withoutQuery(target)}, which is not https:. Give the https: URL of the file itself.`,
        { isRetryable: false },
      );
    }
  }
  throw new JobFailure(
    "source_not_readable",
    `${withoutQuery(url)} redirects more than ${mostRedirects} times. Give the URL of the file itself.`,
    { isRetryable: false },
  );
}

/** Unknown when the server compresses all the same: it then says how many bytes travel, not how many there are. */
function sizeOf(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  if (length === null || response.headers.has("content-encoding")) return undefined;
  return Number(length);
}

async function* withoutFirst(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.byteLength > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}

const bodyOf = (response: Response): AsyncIterable<Uint8Array> =>
  response.body ?? new ReadableStream({ start: (controller) => controller.close() });

const versionOf = (response: Response): string | null =>
  response.headers.get("etag") ?? response.headers.get("last-modified");

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, "");
