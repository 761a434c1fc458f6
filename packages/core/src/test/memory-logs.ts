import type { Logs, TaskLog } from "../log-line/logs.ts";

/** Logs in memory. A cursor is the number of lines before it. */
export class MemoryLogs implements Logs {
  readonly #lines = new Map<string, TaskLog["lines"]>();

  append(taskArn: string, line: { at: string; message: string }): void {
    const lines = this.#lines.get(taskArn) ?? [];
    this.#lines.set(taskArn, [
      ...lines,
      { id: String(lines.length + 1).padStart(10, "0"), ...line },
    ]);
  }

  async read(request: Parameters<Logs["read"]>[0]): Promise<TaskLog> {
    const lines = this.#lines.get(request.taskArn) ?? [];
    const { from, to } = rangeOf(request, lines.length);
    return {
      lines: lines.slice(from, to),
      cursor: `f${to}`,
      previousCursor: `b${from}`,
    };
  }
}

function rangeOf(
  { cursor, from, limit }: Parameters<Logs["read"]>[0],
  count: number,
): { from: number; to: number } {
  const position = cursor === undefined ? undefined : Number(cursor.slice(1));
  const isBackward = cursor === undefined ? from === "end" : cursor.startsWith("b");
  if (isBackward) {
    const to = position ?? count;
    return { from: Math.max(0, to - limit), to };
  }
  const start = position ?? 0;
  return { from: start, to: Math.min(count, start + limit) };
}
