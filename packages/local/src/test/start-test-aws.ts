import { ManualClock } from "../manual-clock.ts";
import type { LocalAwsOptions } from "../options.ts";
import { startLocalAws } from "../start.ts";
import { invocationsIn } from "./invocations.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";
import { clientConfig, testSettings } from "./test-settings.ts";

/**
 * The local AWS with a clock that tests move. Without a `dataDir` it has one of its own, which `close`
 * removes.
 */
export async function startTestAws(
  options: Partial<LocalAwsOptions> & { clock?: ManualClock } = {},
) {
  const dataDir = options.dataDir ?? temporaryFolder();
  const { clock = new ManualClock() } = options;
  const local = await startLocalAws({ ...testSettings(dataDir), ...options, clock });
  return {
    endpoint: local.endpoint,
    dataDir,
    clock,
    /** For the clients of the SDK. */
    client: clientConfig(local.endpoint),
    /** What the functions of `recorder` received. */
    invocations: () => invocationsIn(dataDir),
    async close() {
      await local.close();
      if (options.dataDir === undefined) removeFolder(dataDir);
    },
  };
}

export type TestAws = Awaited<ReturnType<typeof startTestAws>>;
