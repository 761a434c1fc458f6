/**
 * At most `length` UTF-16 units of a text. A character that the cut went through is replaced: no table takes half of
 * one.
 */
export function shortenText(text: string, length: number): string {
  return (text.length <= length ? text : `${text.slice(0, length - 1)}…`).toWellFormed();
}
