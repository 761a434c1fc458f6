import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of Scalar's browser bundle. It lies beside the package's entry; the package's exports do not name it. */
export const scalarDir = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve("@scalar/api-reference"))), "browser");
