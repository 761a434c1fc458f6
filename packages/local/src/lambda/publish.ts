import type { FunctionOptions } from "../options.ts";
import type { Engine } from "./engine.ts";
import type { PublishedVersion } from "./version-store.ts";

/** Keeps what the function is now as its next version; what was published last, if that is the same. */
export function publish(
  { machine, versions }: Pick<Engine, "machine" | "versions">,
  options: FunctionOptions,
  code: string,
  description = "",
): PublishedVersion {
  return machine.db.write(() => {
    const last = versions.latest(options.name);
    const isSame =
      last !== undefined &&
      last.code === code &&
      JSON.stringify(last.options) === JSON.stringify(options);
    if (isSame) return last;
    const version = String(Number(last?.version ?? 0) + 1);
    const publishedAt = machine.clock.now();
    const next = { version, code, options, description, publishedAt };
    versions.publish(options.name, next);
    return next;
  });
}
