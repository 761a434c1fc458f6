// JavaScript: a file with types would load Node's remover of types, 17 MB, before anything can tell it of the cache.
import { enableCompileCache } from "node:module";

enableCompileCache();
await import("./dev/main.ts");
