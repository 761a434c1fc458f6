import type { Engine } from "./engine.ts";
import { functionConfiguration } from "./function-configuration.ts";
import type { Functions } from "./functions.ts";

export function getFunction(engine: Engine, name: string, query: URLSearchParams): object {
  const { functions, concurrency } = engine;
  const { options } = functions.toDescribe(name, query.get("Qualifier") ?? undefined);
  const reserved = concurrency.of(options.name);
  return {
    Configuration: getFunctionConfiguration(functions, name, query),
    Code: { RepositoryType: "Local", Location: options.module },
    // Of the whole function, whichever version was asked for.
    Concurrency: reserved === undefined ? undefined : { ReservedConcurrentExecutions: reserved },
  };
}

export function getFunctionConfiguration(
  functions: Functions,
  name: string,
  query: URLSearchParams,
): object {
  const given = query.get("Qualifier") ?? undefined;
  const target = functions.toDescribe(name, given);
  // As on AWS, the ARN is as qualified as the question.
  const { qualifier } = functions.parse(name, given);
  return functionConfiguration(target, functions.arn(target.options.name, qualifier));
}

export function listFunctions(functions: Functions): object {
  const Functions = functions
    .all()
    .map((options) =>
      functionConfiguration(functions.latest(options), functions.arn(options.name)),
    );
  return { Functions };
}

/** `$LATEST`, then the published ones, oldest first. */
export function listVersionsByFunction(functions: Functions, name: string): object {
  const { options } = functions.toDescribe(functions.parse(name).name);
  const versions = [functions.latest(options), ...functions.published(options.name)];
  return { Versions: versions.map((version) => functionConfiguration(version)) };
}
