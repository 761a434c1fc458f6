interface Settings {
  /** Days that finished jobs are kept; absent: for good. */
  retentionDays?: number;
  /** Gets the alarms by mail, once its owner has confirmed; absent: subscribe to the topic yourself. */
  alarmEmail?: string;
  /** Buckets of which `profile-dataset` may read `s3:` sources. */
  inputBuckets: string[];
  /** Programs that `run-command` may start, as a job names them; it is off without any. */
  allowedCommands: string[];
}

/** What an operator chooses. */
export const settings: Settings = {
  retentionDays: 365,
  inputBuckets: [],
  allowedCommands: [],
};
