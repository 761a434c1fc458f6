import { ApiError } from "@longhaul/api/client";
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";

import { JobListPage } from "./jobs/job-list-page.tsx";
import { parseJobListSearch } from "./jobs/job-list-search.ts";
import { links } from "./links.ts";
import { parseSearch, stringifySearch, textOf } from "./search-params.ts";
import { sessionQuery } from "./session/session-queries.ts";
import { SignInPage } from "./session/sign-in-page.tsx";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { PageError } from "./shell/page-error.tsx";

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: links.signIn,
  validateSearch: (search): { to?: string } => {
    const to = textOf(search["to"]);
    return to === "" ? {} : { to };
  },
  component: SignInPage,
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery());
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      const isHome = location.href === links.jobs;
      redirect({ to: links.signIn, search: isHome ? {} : { to: location.href }, throw: true });
    }
  },
  component: AppShell,
});

const jobListRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: links.jobs,
  validateSearch: parseJobListSearch,
  component: JobListPage,
});

const jobsAliasRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/jobs",
  validateSearch: parseJobListSearch,
  beforeLoad: ({ search }) => {
    redirect({ to: links.jobs, search, replace: true, throw: true });
  },
});

const jobRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: links.job,
  component: lazyRouteComponent(() => import("./jobs/job-page.tsx"), "JobPage"),
});

const startRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: links.start,
  validateSearch: (search): { type?: string; from?: string } => {
    const [type, from] = [textOf(search["type"]), textOf(search["from"])];
    return { ...(type && { type }), ...(from && { from }) };
  },
  component: lazyRouteComponent(() => import("./start-job/start-job-page.tsx"), "StartJobPage"),
});

const jobTypesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: links.jobTypes,
  component: lazyRouteComponent(() => import("./job-types/job-types-page.tsx"), "JobTypesPage"),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: links.apiKeys,
  component: lazyRouteComponent(() => import("./api-keys/api-keys-page.tsx"), "ApiKeysPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    jobListRoute,
    jobsAliasRoute,
    jobRoute,
    startRoute,
    jobTypesRoute,
    apiKeysRoute,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageError,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface HistoryState {
    /** Cursors of the pages before this one, so that "Newer" leads back. */
    trail?: string[];
  }
}
