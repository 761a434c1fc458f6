/** Where a dataset's bytes come from. */
export interface Source {
  /** For people. Without a URL's query, which may hold a signature. */
  name: string;
  sizeBytes: number | undefined;
  /** Another one when the data are not the same any more. */
  fingerprint: string;
  /** From a byte on to the end. Once only. */
  read(offset: number): AsyncIterable<Buffer>;
}
