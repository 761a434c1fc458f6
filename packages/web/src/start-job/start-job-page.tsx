import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";

import { jobTypesQuery } from "../job-types/job-type-queries.ts";
import { jobQuery } from "../jobs/job-queries.ts";
import { links } from "../links.ts";
import { useSession } from "../session/use-session.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page, PageHeading } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StartJobForm } from "./start-job-form.tsx";
import { TypePicker } from "./type-picker.tsx";

const route = getRouteApi("/signed-in/start");

export function StartJobPage() {
  return (
    <Page title="Start job" heading={<PageHeading>Start job</PageHeading>} width="text">
      <StartJob />
    </Page>
  );
}

function StartJob() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { mayOperate } = useSession();
  const types = useQuery(jobTypesQuery());
  const from = useQuery({
    ...jobQuery(search.from ?? ""),
    enabled: search.from !== undefined,
    refetchInterval: false,
  });

  if (!mayOperate) {
    return (
      <EmptyState title="Your key may only read">
        Starting jobs needs the role operator. An admin can make you such a key.
      </EmptyState>
    );
  }
  if (types.isError) {
    return (
      <ErrorState
        title="The job types could not be read"
        error={types.error}
        onRetry={() => void types.refetch()}
      />
    );
  }
  const isWaiting = types.data === undefined || (search.from !== undefined && from.isPending);
  if (isWaiting) return <FormSkeleton />;
  const name = from.data?.type ?? search.type ?? types.data[0]?.name;
  const type = types.data.find((one) => one.name === name);
  return (
    <div className="grid max-w-[640px] grid-cols-[minmax(0,1fr)] gap-6">
      {from.isError && (
        <Notice tone="warn" role="alert">
          The job to run again could not be read: {from.error.message} The form is filled with an
          example instead.
        </Notice>
      )}
      {from.data !== undefined && (
        <Notice tone="neutral">
          Filled with the input and options of{" "}
          <code className="font-mono text-code">{from.data.id}</code>.
        </Notice>
      )}
      <TypePicker
        types={types.data}
        chosen={type?.name}
        onChoose={(chosen) =>
          void navigate({ to: links.start, search: { type: chosen }, replace: true })
        }
      />
      {type === undefined ? (
        <Notice tone="warn" role="alert">
          There is no job type “{name}”. Choose one of those above.
        </Notice>
      ) : (
        <StartJobForm key={`${type.name} ${from.data?.id ?? ""}`} type={type} from={from.data} />
      )}
    </div>
  );
}

function FormSkeleton() {
  return (
    <div aria-busy className="grid max-w-[640px] gap-5">
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
    </div>
  );
}
