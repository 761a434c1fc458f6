const quote = '"';

export type CsvFields = { fields: string[] } | { problem: string };

/** The fields of one CSV record (RFC 4180). A quote within a field that does not begin with one is a character like any other. */
export function csvFields(record: string, delimiter: string): CsvFields {
  if (!record.includes(quote)) return { fields: record.split(delimiter) };
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = record[at] === quote;
    const end = isQuoted ? quotedEnd(record, at) : fieldEnd(record, delimiter, at);
    if (end === undefined)
      return { problem: `field ${fields.length + 1}: its quote is not closed` };
    const field = record.slice(at, end);
    fields.push(isQuoted ? field.slice(1, -1).replaceAll('""', quote) : field);
    if (end === record.length) return { fields };
    if (record[end] !== delimiter) {
      return { problem: `field ${fields.length}: something follows its closing quote` };
    }
    at = end + 1;
  }
}

function fieldEnd(record: string, delimiter: string, start: number): number {
  const end = record.indexOf(delimiter, start);
  return end === -1 ? record.length : end;
}

/** Undefined when its quote is not closed. */
function quotedEnd(record: string, start: number): number | undefined {
  for (let at = record.indexOf(quote, start + 1); at !== -1; at = record.indexOf(quote, at + 2)) {
    if (record[at + 1] !== quote) return at + 1;
  }
  return undefined;
}
