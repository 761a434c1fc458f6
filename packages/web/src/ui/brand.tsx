export function Brand() {
  return (
    <span className="flex items-center gap-2.5">
      <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0">
        <rect width="32" height="32" rx="8" className="fill-accent-solid" />
        <path
          d="M9 8v16h14"
          fill="none"
          stroke="#fff"
          strokeWidth="3.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="22" cy="11" r="3" fill="#b9c3ff" />
      </svg>
      <span className="text-section font-semibold tracking-tight">Longhaul</span>
    </span>
  );
}
