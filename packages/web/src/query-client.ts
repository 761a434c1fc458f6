import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { ApiError } from "./api-error.ts";
import { connection } from "./live/connection.ts";

/** One cache, one retry policy; `onSignedOut` is called whenever an answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (!(error instanceof ApiError)) return;
    if (error.status === 401) onSignedOut();
    connection.setReachable(!isUnreachable(error.status));
  };
  const onSuccess = () => connection.setReachable(true);
  return new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess }),
    mutationCache: new MutationCache({ onError, onSuccess }),
    defaultOptions: {
      queries: {
        // The server may be on this very machine, which needs no network.
        networkMode: "always",
        retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
        staleTime: 2000,
      },
      mutations: { networkMode: "always" },
    },
  });
}

const isUnreachable = (status: number) => status === 0 || (status >= 502 && status <= 504);

const isWorthAnotherTry = (error: Error) =>
  error instanceof ApiError &&
  (error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500);
