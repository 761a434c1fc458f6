import { AwsError } from "../aws-error.ts";

/** Of all entries of a call together. */
const maxBytes = 1_048_576;
/** Counted for a time. */
const timeBytes = 14;
interface Entry {
  Source?: string | undefined;
  DetailType?: string | undefined;
  Detail?: string | undefined;
  Resources: string[];
  Time?: number | undefined;
}

/** Throws AwsError when PutEvents would not take so much. */
export function checkEntriesSize(entries: Entry[]): void {
  const bytes = entries.map(({ Source = "", DetailType = "", Detail = "", Resources, Time }) => {
    const texts = Buffer.byteLength([Source, DetailType, Detail, ...Resources].join(""));
    return texts + (Time === undefined ? 0 : timeBytes);
  });
  if (bytes.reduce((total, each) => total + each, 0) <= maxBytes) return;
  throw new AwsError(
    "ValidationException",
    `Total size of the entries in the request is over the limit of ${maxBytes} bytes.`,
  );
}
