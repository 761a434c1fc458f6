/** The log of a task, read from CloudWatch Logs. */
export interface Logs {
  /**
   * Lines from `cursor` on, or from an end. `cursor` continues forward (equal to the one given: nothing new),
   * `previousCursor` backward. A log that does not exist (yet) has no lines.
   */
  read(request: {
    taskArn: string;
    limit: number;
    cursor?: string;
    from?: "start" | "end";
  }): Promise<TaskLog>;
}

export interface TaskLog {
  lines: { id: string; at: string; message: string }[];
  cursor?: string;
  previousCursor?: string;
}
