import { ApiError } from "@longhaul/api/client";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { connection } from "./live/connection.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** One cache, one retry policy; `onSignedOut` is called whenever an answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) onSignedOut();
    connection.setReachable(!isUnreachable(error));
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

/** No answer, or one of a gateway that got none. */
const isUnreachable = (error: Error) =>
  error instanceof UnreachableError ||
  (error instanceof ApiError && error.status >= 502 && error.status <= 504);

const isWorthAnotherTry = (error: Error) =>
  error instanceof UnreachableError ||
  (error instanceof ApiError &&
    (error.status === 408 || error.status === 429 || error.status >= 500));
