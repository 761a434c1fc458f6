import type { ProgressReport } from "@longhaul/core/progress/progress";

const longest = { unit: 32, phase: 120, message: 500 };

/** What can be kept of a report. A job does not fail, months in, because a total was 0 or a message long. */
export function cleanReport(report: ProgressReport): ProgressReport {
  const { done, total, unit, phase, message } = report;
  return {
    ...(isAmount(done) && { done }),
    ...(isAmount(total) && total > 0 && { total }),
    ...(unit !== undefined && { unit: cut(unit, longest.unit) }),
    ...(phase !== undefined && { phase: cut(phase, longest.phase) }),
    ...(message !== undefined && { message: cut(message, longest.message) }),
  };
}

const isAmount = (amount: number | undefined): amount is number =>
  amount !== undefined && Number.isFinite(amount) && amount >= 0;

const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed();
