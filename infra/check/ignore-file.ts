/** Whether Docker leaves `path` out of a build: the last line of the ignore file decides that matches it or a folder above it. */
export function ignoredBy(ignoreFile: string): (path: string) => boolean {
  const rules = ignoreFile
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({
      isIgnored: !line.startsWith("!"),
      pattern: patternOf(line.replace(/^!/, "").replace(/^\/|\/$/g, "")),
    }));
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.isIgnored ?? false;
}

const wildcards: Record<string, string> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

function patternOf(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wildcards[part] ?? part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`))
    .join("");
  return new RegExp(`^${source}(/|$)`);
}
