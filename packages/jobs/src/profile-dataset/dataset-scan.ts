import { z } from "zod";

import type { DatasetFormat } from "./dataset-format.ts";
import { DatasetProfile } from "./profile/dataset-profile.ts";
import { RecordReader } from "./read/record-reader.ts";
import { csvHandler, ndjsonHandler } from "./read/row-handler.ts";

export const scanStateSchema = z.object({
  offset: z.number().int().nonnegative(),
  line: z.number().int().positive(),
  profile: z.string(),
});
export type ScanState = z.infer<typeof scanStateSchema>;

/** Reading a dataset from its bytes to its profile; its state is that of the last whole record. */
export class DatasetScan {
  readonly #profile: DatasetProfile;
  readonly #reader: RecordReader;

  constructor(format: DatasetFormat, from?: ScanState) {
    this.#profile = from === undefined ? new DatasetProfile() : DatasetProfile.unpack(from.profile);
    this.#reader =
      format.format === "csv"
        ? new RecordReader(csvHandler(this.#profile, format.delimiter), {
            delimiter: format.delimiter,
            ...(from && { from }),
          })
        : new RecordReader(ndjsonHandler(this.#profile), { ...(from && { from }) });
  }

  push(chunk: Buffer): void {
    this.#reader.push(chunk);
  }

  end(): ReturnType<DatasetProfile["result"]> {
    this.#reader.end();
    return this.#profile.result();
  }

  state(): ScanState {
    return { ...this.#reader.position, profile: this.#profile.pack() };
  }
}
