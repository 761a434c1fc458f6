import type { Ports } from "../ports.ts";
import type { ApiKey } from "./api-key.ts";

/** Every key, revoked and expired ones too, newest first; never a secret. */
export const listApiKeys = (ports: Pick<Ports, "apiKeys">): Promise<ApiKey[]> =>
  ports.apiKeys.list();
