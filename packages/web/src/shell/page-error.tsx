import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";

import { ErrorState } from "../ui/error-state.tsx";
import { Page, PageHeading } from "../ui/page.tsx";

/** Instead of a page that could not be shown; the rest of the dashboard goes on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const tryAgain = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title="Error" heading={<PageHeading>Something went wrong</PageHeading>}>
      <ErrorState
        title="This page could not be shown"
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={tryAgain}
      />
    </Page>
  );
}
