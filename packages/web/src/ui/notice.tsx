import type { ReactNode } from "react";

const tones = {
  danger: "text-danger border-danger/30 bg-danger/8",
  warn: "text-warn border-warn/30 bg-warn/8",
  good: "text-good border-good/30 bg-good/8",
  neutral: "text-soft border-line bg-sunken",
};

export function Notice({
  tone,
  role,
  children,
}: {
  tone: keyof typeof tones;
  role?: "alert" | "status";
  children: ReactNode;
}) {
  return (
    <div role={role} className={`rounded-control border px-3 py-2 ${tones[tone]}`}>
      {children}
    </div>
  );
}
