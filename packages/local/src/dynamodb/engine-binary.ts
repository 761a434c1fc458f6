import { createRequire } from "node:module";

/** The engine's executable for this platform, from an optional dependency of this package. */
export function engineBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch (cause) {
    throw new Error(
      `There is no DynamoDB engine for ${process.platform}-${process.arch}: ${name} is not installed. ` +
        "Run npm install, or name another DynamoDB endpoint in AWS_ENDPOINT_URL_DYNAMODB.",
      { cause },
    );
  }
}
