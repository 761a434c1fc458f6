import type { kinds } from "./handlers.ts";

export interface Work {
  name: string;
  kind: (typeof kinds)[number];
}

/** Executions that are begun little by little, and their common end. */
export class Crowd {
  /** Resolves when all have ended. */
  readonly over: Promise<void>;
  readonly #work: Work[];
  readonly #see: (name: string, kind: Work["kind"]) => Promise<unknown>;
  readonly #end = Promise.withResolvers<void>();
  #begun = 0;
  #running = 0;
  #hasFailed = false;

  constructor(work: Work[], see: (name: string, kind: Work["kind"]) => Promise<unknown>) {
    this.#work = work;
    this.#see = see;
    this.over = this.#end.promise;
  }

  get isOver(): boolean {
    return this.#hasFailed || (this.#running === 0 && this.#begun === this.#work.length);
  }

  /** Begins what is missing until `count` have begun; the next one in any case when none runs. */
  begin(count: number): void {
    for (const { name, kind } of this.#work.slice(this.#begun)) {
      if (this.#begun >= count && this.#running > 0) return;
      this.#begun += 1;
      this.#running += 1;
      this.#see(name, kind).then(() => {
        this.#running -= 1;
        if (this.isOver) this.#end.resolve();
        else this.begin(this.#begun);
      }, this.#fail);
    }
  }

  readonly #fail = (error: unknown): void => {
    this.#hasFailed = true;
    this.#end.reject(error);
  };
}
