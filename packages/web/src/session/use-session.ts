import type { Role } from "@longhaul/api/client";
import { useSuspenseQuery } from "@tanstack/react-query";

import type { Session } from "../api.ts";
import { sessionQuery } from "./session-queries.ts";

/** Who is signed in; only for pages behind the sign-in, whose route has loaded it. */
export function useSession(): Session & { mayOperate: boolean; isAdmin: boolean } {
  const { data } = useSuspenseQuery(sessionQuery());
  return {
    ...data,
    mayOperate: ranks[data.role] >= ranks.operator,
    isAdmin: data.role === "admin",
  };
}

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };
