import type { Patience } from "./patience.ts";

export interface ResumedRead {
  offset: number;
  sizeBytes: number | undefined;
  /** Opens the bytes from a position on. */
  openAt: (position: number) => Promise<AsyncIterable<Uint8Array>>;
  patience: Patience;
}

/** Reads over a network: a connection that breaks is opened again where it broke. */
export async function* resumedRead(options: ResumedRead): AsyncGenerator<Buffer> {
  const { sizeBytes, openAt, patience } = options;
  let position = options.offset;
  while (sizeBytes === undefined || position < sizeBytes) {
    try {
      for await (const chunk of await openAt(position)) {
        position += chunk.byteLength;
        patience.succeeded();
        yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      }
      if (sizeBytes === undefined || position >= sizeBytes) return;
      throw new Error(`the connection ended after ${position} of ${sizeBytes} bytes`);
    } catch (error) {
      await patience.failed(error);
    }
  }
}
