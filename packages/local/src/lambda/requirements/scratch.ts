import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A folder in which the handlers of one execution, in whatever processes, leave what they did. */
export class Scratch {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  note(line: string): void {
    appendFileSync(join(this.folder, "notes"), `${line}\n`);
  }

  notes(): string[] {
    const file = join(this.folder, "notes");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  /** True for the first that asks, in all processes. */
  isFirst(what: string): boolean {
    const file = join(this.folder, what);
    if (existsSync(file)) return false;
    writeFileSync(file, "");
    return true;
  }
}
