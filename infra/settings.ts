interface Settings {
  /** Days that finished jobs are kept; absent: for good. */
  retentionDays?: number;
  /** Gets the alarms by mail, once its owner has confirmed; absent: subscribe to the topic yourself. */
  alarmEmail?: string;
  /** Buckets of which `profile-dataset` may read `s3:` sources. */
  inputBuckets: string[];
  /** Programs that `run-command` may start, as a job names them; it is off without any. */
  allowedCommands: string[];
  /**
   * True: tasks have no address and no way to the internet, and reach AWS through PrivateLink alone. Then `https:` sources
   * cannot be read. Paid by the hour, so cheaper only above 16 tasks at once: docs/deploy.md. Not while jobs run.
   */
  privateLink: boolean;
}

/** What an operator chooses. */
export const settings: Settings = {
  retentionDays: 365,
  inputBuckets: [],
  allowedCommands: [],
  privateLink: false,
};
