import { readFileSync } from "node:fs";

export interface Block {
  /** The nearest heading above. */
  section: string;
  language: string;
  /** What stands after the language: a file's path. */
  title: string;
  text: string;
}

export interface Command {
  script: string;
  /** What it prints, `…` standing for anything; undefined: not told. */
  output: string | undefined;
}

/** A page of documentation, for a test that runs what it says. */
export class Page {
  readonly blocks: Block[] = [];

  constructor(file: string) {
    let section = "";
    let open: Block | undefined;
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const [, language = "", title = ""] = /^```(\S*) ?(.*)$/.exec(line) ?? [];
      if (line.startsWith("```")) {
        open = open === undefined ? { section, language, title, text: "" } : undefined;
        if (open !== undefined) this.blocks.push(open);
      } else if (open !== undefined) open.text += `${line}\n`;
      else if (line.startsWith("#")) section = line.replace(/^#+ /, "");
    }
  }

  /** The commands of a section, each with the output that the next block shows. */
  commands(section: string): Command[] {
    const blocks = this.blocks.filter((block) => block.section === section);
    return blocks.flatMap(({ language, text }, index) => {
      if (language !== "bash") return [];
      const next = blocks[index + 1];
      return [{ script: text, output: next?.language === "text" ? next.text : undefined }];
    });
  }
}
