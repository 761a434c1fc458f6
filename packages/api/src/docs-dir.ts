import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the files that `/docs` loads. */
export const docsDir = (): string =>
  dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/swagger-ui.css")));
