import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";

import { JobFailure } from "../../job-failure.ts";
import { createPatience } from "./patience.ts";
import { resumedRead } from "./resumed-read.ts";
import type { Source } from "./source.ts";

/** Of a read with If-Match. */
const changedStatus = 412;

const remedies: Partial<Record<number, string>> = {
  301: "The bucket is in another Region.",
  403: "The worker's task role may not read it: allow s3:GetObject on it.",
  404: "There is no such object; check bucket and key.",
  [changedStatus]: "It was changed while it was read. Start the job again from the beginning.",
};

/** An object in S3, with the rights of the worker's task role. Throws `source_not_readable`. */
export async function openObject(url: string, signal: AbortSignal): Promise<Source> {
  const [bucket = "", ...keyParts] = url.slice("s3://".length).split("/");
  const at = { Bucket: bucket, Key: keyParts.join("/") };
  const client = new S3Client({ followRegionRedirects: true });
  const { ContentLength: sizeBytes, ETag: version } = await client
    .send(new HeadObjectCommand(at), { abortSignal: signal })
    .catch((error: unknown) => {
      throw explained(url, error);
    });
  return {
    name: url,
    sizeBytes,
    fingerprint: `${sizeBytes ?? "?"}-${version ?? "?"}`,
    read: (offset) =>
      resumedRead({ offset, sizeBytes, openAt, patience: createPatience(url, signal) }),
  };

  async function openAt(position: number): Promise<AsyncIterable<Uint8Array>> {
    const request = new GetObjectCommand({ ...at, IfMatch: version, Range: `bytes=${position}-` });
    try {
      const { Body } = await client.send(request, { abortSignal: signal });
      if (Body === undefined) throw new Error("S3 sent no body");
      return Body.transformToWebStream();
    } catch (error) {
      throw explained(url, error);
    }
  }
}

/** What reading again does not change becomes a JobFailure; everything else stays as it is. */
function explained(url: string, error: unknown): unknown {
  const status = statusOf(error);
  const remedy = status === undefined ? undefined : remedies[status];
  if (remedy !== undefined) {
    // A retry meets the object as it is by then, and knows that its checkpoint is of another.
    const isRetryable = status === changedStatus;
    const message = `${url} cannot be read: ${remedy}`;
    return new JobFailure("source_not_readable", message, { isRetryable });
  }
  if (error instanceof Error && error.name === "CredentialsProviderError") {
    return new JobFailure("source_not_readable", `${url} cannot be read: ${error.message}`);
  }
  return error;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) {
    return undefined;
  }
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
