import { createRequire } from "node:module";
import { join } from "node:path";

/** The checkout, and the sources of SST in it that `sst install` unpacked. */
export const root = join(import.meta.dirname, "../..");
export const platform = join(root, ".sst/platform");

/** Loads a package of SST's own, in SST's own version. */
export const requirePlatform = createRequire(join(platform, "package.json"));

/** What stands for the account and the region of a deployment. */
export const account = "123456789012";
export const region = "us-east-1";
