import { ApiError } from "@longhaul/api/client";
import { CircleAlert } from "lucide-react";

import { Button } from "./button.tsx";

/** What failed, the id to ask an operator about, and a way to try again. */
export function ErrorState({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: Error;
  onRetry?: () => void;
}) {
  const requestId = error instanceof ApiError ? error.problem?.requestId : undefined;
  return (
    <div
      role="alert"
      className="mx-auto grid max-w-[560px] justify-items-center gap-2 px-4 py-12 text-center"
    >
      <CircleAlert aria-hidden size={20} className="text-danger" />
      <p className="text-section font-semibold">{title}</p>
      <p className="text-soft">{error.message}</p>
      {requestId !== undefined && (
        <p className="text-meta text-dim">
          Request <code className="font-mono">{requestId}</code>
        </p>
      )}
      {onRetry !== undefined && (
        <Button className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
