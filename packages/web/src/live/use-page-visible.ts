import { useSyncExternalStore } from "react";

import { pageSight } from "./page-sight.ts";

const sight = pageSight(document);

/** False while the page is out of sight. */
export const usePageVisible = (): boolean => useSyncExternalStore(sight.subscribe, sight.isVisible);
