import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The checkout, and what `sst install` unpacked in it: to a copy of the checkout it is linked. */
export const root = join(import.meta.dirname, "../..");
export const unpacked = realpathSync(join(root, ".sst"));
/** The sources of SST. */
export const platform = join(unpacked, "platform");

/** Loads a package of SST's own, in SST's own version. */
export const requirePlatform = createRequire(join(platform, "package.json"));

/** What stands for the account and the region of a deployment. */
export const account = "123456789012";
export const region = "us-east-1";
