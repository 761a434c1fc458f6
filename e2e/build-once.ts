import { buildWeb } from "../dev/build-web.ts";

/** Two starts at once would build the dashboard into each other's folder. */
export const setup = (): Promise<void> => buildWeb();
