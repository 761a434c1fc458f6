import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";

import { links } from "./links.ts";
import { createQueryClient } from "./query-client.ts";
import { createAppRouter } from "./router.tsx";
import { sessionQuery } from "./session/session-queries.ts";

const queryClient = createQueryClient(signedOut);
const router = createAppRouter(queryClient);

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

/** The session ended while a page was open: after signing in again one is back there. */
function signedOut() {
  // Who was not signed in to begin with is led there by the route itself.
  if (queryClient.getQueryData(sessionQuery().queryKey) === undefined) return;
  const { pathname, href } = router.state.location;
  if (pathname === links.signIn) return;
  void router.navigate({ to: links.signIn, search: { to: href }, replace: true });
}
