import { z } from "zod";

import type { HttpAnswer } from "../service.ts";
import type { Engine } from "./engine.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { publish } from "./publish.ts";

export const publishVersionInput = z.object({
  CodeSha256: z.string().optional(),
  Description: z.string().max(256).optional(),
});

/** The code that is published is that which a process loads now. */
export async function publishVersion(
  engine: Engine,
  functionName: string,
  { CodeSha256, Description }: z.infer<typeof publishVersionInput>,
): Promise<HttpAnswer> {
  const { functions, runtime } = engine;
  const { options } = functions.toDescribe(functionName);
  const code = await runtime.loadedCode(functions.latest(options)).catch((error: Error) => {
    throw invalidParameter(`${options.name} cannot be loaded: ${error.message}`);
  });
  if (CodeSha256 !== undefined && CodeSha256 !== Buffer.from(code, "hex").toString("base64")) {
    throw invalidParameter(
      `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST.`,
    );
  }
  const { version } = publish(engine, options, code, Description);
  const body = functionConfiguration(functions.toDescribe(options.name, version));
  return { status: 201, body };
}
