import { useQuery } from "@tanstack/react-query";

import { useSession } from "../session/use-session.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page, PageHeading } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { apiKeysQuery } from "./api-key-queries.ts";
import { ApiKeyTable } from "./api-key-table.tsx";
import { CreateApiKey } from "./create-api-key.tsx";

export function ApiKeysPage() {
  const { isAdmin } = useSession();
  return (
    <Page
      title="API keys"
      heading={<PageHeading>API keys</PageHeading>}
      actions={isAdmin && <CreateApiKey />}
    >
      {isAdmin ? (
        <KeyList />
      ) : (
        <EmptyState title="Only admins see API keys">
          Ask one of them if you need another key.
        </EmptyState>
      )}
    </Page>
  );
}

function KeyList() {
  const { data, isError, error, refetch } = useQuery(apiKeysQuery());
  if (isError)
    return (
      <ErrorState title="The keys could not be read" error={error} onRetry={() => void refetch()} />
    );
  if (data === undefined) return <Skeleton className="h-64 w-full" />;
  return (
    <div className="grid gap-4">
      <p className="max-w-[640px] text-soft">
        A key is how a service or a person proves who they are. Viewers read, operators start and
        cancel jobs, admins also manage keys.
      </p>
      <ApiKeyTable keys={data} />
    </div>
  );
}
