/** Where an event stands among those of its group or stream: by time, then by arrival. */
export interface LogPosition {
  timestamp: number;
  id: number;
}

const timestampDigits = 20;
const idDigits = 36;

/** 56 digits as in AWS's event ids and tokens: unique, stable, and in the order of the events. */
export function formatPosition({ timestamp, id }: LogPosition): string {
  return String(timestamp).padStart(timestampDigits, "0") + String(id).padStart(idDigits, "0");
}

export function parsePosition(text: string): LogPosition | undefined {
  if (!/^\d{56}$/.test(text)) return undefined;
  return {
    timestamp: Number(text.slice(0, timestampDigits)),
    id: Number(text.slice(timestampDigits)),
  };
}

/** The position that a read from `timestamp` on starts after: ids begin at 1. */
export function startOf(timestamp: number): LogPosition {
  return { timestamp, id: 0 };
}

export function laterOf(a: LogPosition, b: LogPosition): LogPosition {
  return a.timestamp > b.timestamp || (a.timestamp === b.timestamp && a.id > b.id) ? a : b;
}
