import { JobFailure } from "../job-failure.ts";

export type DatasetFormat = { format: "csv"; delimiter: string } | { format: "ndjson" };

const formatOfExtension: Partial<Record<string, DatasetFormat>> = {
  csv: { format: "csv", delimiter: "," },
  tsv: { format: "csv", delimiter: "\t" },
  ndjson: { format: "ndjson" },
  jsonl: { format: "ndjson" },
};

/** What the input says or else the extension. Throws `unknown_format`. */
export function datasetFormat(input: {
  source: string;
  format?: "csv" | "ndjson" | undefined;
  delimiter?: string | undefined;
}): DatasetFormat {
  const path = input.source.replace(/[?#].*$/, "");
  const [, extension = ""] = /\.([^./]*)$/.exec(path) ?? [];
  const byExtension = formatOfExtension[extension.toLowerCase()];
  const format = input.format ?? byExtension?.format;
  if (format === undefined) {
    throw new JobFailure(
      "unknown_format",
      `The extension of ${path} does not say what it is. Set format to csv or ndjson.`,
      { isRetryable: false },
    );
  }
  if (format === "ndjson") return { format };
  const usual = byExtension?.format === "csv" ? byExtension.delimiter : ",";
  return { format, delimiter: input.delimiter ?? usual };
}
