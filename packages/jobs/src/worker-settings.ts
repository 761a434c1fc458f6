/** What the operator of the workers allows and sets; not the job's to choose. */
export interface WorkerSettings {
  /** Folders below which `file:` sources may lie. */
  fileRoots: readonly string[];
  /** Programs that `run-command` may start, as a job names them; `*` is any. */
  allowedCommands: readonly string[];
  /** Between the abort signal and the end of the process. */
  stopGraceSeconds: number;
  /** What a program that a job starts finds in its environment. */
  environment: Readonly<Record<string, string>>;
}
