/** The titles of a test that is made once for each of these. */
export const casesOf = (title: string, names: readonly string[]): string[] =>
  names.map((name) => title.replace("%s", name));
