import type { Work } from "./work.ts";

/** Executions that are begun little by little, and their common end. */
export class Crowd {
  /** Resolves when all have ended. */
  readonly over: Promise<void>;
  readonly #work: Work[];
  readonly #ahead: number;
  readonly #see: (work: Work) => Promise<unknown>;
  readonly #end = Promise.withResolvers<void>();
  #begun = 0;
  #running = 0;
  #hasFailed = false;

  /** `ahead`: so many begin before anything else happens. */
  constructor(work: Work[], ahead: number, see: (work: Work) => Promise<unknown>) {
    this.#work = work;
    this.#ahead = ahead;
    this.#see = see;
    this.over = this.#end.promise;
    if (this.isOver) this.#end.resolve();
  }

  get isOver(): boolean {
    return this.#hasFailed || (this.#running === 0 && this.#begun === this.#work.length);
  }

  /** Begins what is missing of `share`, from 0 to 1; the next one in any case when none runs. */
  begin(share: number): void {
    const count = this.#ahead + share * (this.#work.length - this.#ahead);
    for (const work of this.#work.slice(this.#begun)) {
      if (this.#begun >= count && this.#running > 0) return;
      this.#begun += 1;
      this.#running += 1;
      this.#see(work).then(() => {
        this.#running -= 1;
        if (this.isOver) this.#end.resolve();
        else this.begin(share);
      }, this.#fail);
    }
  }

  readonly #fail = (error: unknown): void => {
    this.#hasFailed = true;
    this.#end.reject(error);
  };
}
