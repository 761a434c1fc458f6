import type { Job } from "@longhaul/api/client";
import { useEffect } from "react";

import { isFinal } from "../ui/job-status.ts";

/** The browser tab shows how far the job is, then a check or a cross. */
export function useTabIcon(job: Job | undefined): void {
  const svg = job === undefined ? undefined : iconOf(job);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (link === null || svg === undefined) return;
    const usual = link.href;
    link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    return () => {
      link.href = usual;
    };
  }, [svg]);
}

function iconOf({ status, progress }: Job): string | undefined {
  if (status === "succeeded") return mark("#0f8a62", "M9 16.5l5 5 9-11");
  if (status === "failed" || status === "timed_out")
    return mark("#c81e2b", "M11 11l10 10M21 11L11 21");
  if (isFinal(status) || progress?.percent === undefined) return undefined;
  // In steps: each change of the icon is work for the browser.
  const length = Math.floor(progress.percent / 5) * 5;
  return frame(
    `<circle cx="16" cy="16" r="12" fill="none" stroke="#9aa3b2" stroke-width="6"/><circle cx="16" cy="16" r="12" fill="none" stroke="#3b6ff0" stroke-width="6" pathLength="100" stroke-dasharray="${length} 100" transform="rotate(-90 16 16)"/>`,
  );
}

const mark = (color: string, path: string) =>
  frame(
    `<circle cx="16" cy="16" r="15" fill="${color}"/><path d="${path}" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  );

const frame = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${content}</svg>`;
