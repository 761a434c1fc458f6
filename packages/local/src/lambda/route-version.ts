import type { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { HttpAnswer, HttpRequest } from "../service.ts";
import { createAlias, createAliasInput } from "./create-alias.ts";
import { deleteAlias } from "./delete-alias.ts";
import type { Engine } from "./engine.ts";
import { getAlias } from "./get-alias.ts";
import { listVersionsByFunction } from "./get-function.ts";
import type { VersionCall } from "./lambda-call.ts";
import { listAliases } from "./list-aliases.ts";
import { publishVersion, publishVersionInput } from "./publish-version.ts";
import { readJson } from "./read-json.ts";
import { updateAlias, updateAliasInput } from "./update-alias.ts";

/** The operations on versions and aliases. */
export function routeVersion(
  engine: Engine,
  { operation, name, alias = "" }: VersionCall,
  { query, body }: HttpRequest,
): HttpAnswer | Promise<HttpAnswer> {
  const input = <T>(schema: z.ZodType<T>): T =>
    parseInput(schema, body.byteLength === 0 ? {} : readJson(body), "ValidationException");
  switch (operation) {
    case "PublishVersion":
      return publishVersion(engine, name, input(publishVersionInput));
    case "ListVersionsByFunction":
      return { status: 200, body: listVersionsByFunction(engine.functions, name) };
    case "CreateAlias":
      return { status: 201, body: createAlias(engine, name, input(createAliasInput)) };
    case "UpdateAlias":
      return { status: 200, body: updateAlias(engine, name, alias, input(updateAliasInput)) };
    case "GetAlias":
      return { status: 200, body: getAlias(engine, name, alias) };
    case "DeleteAlias":
      deleteAlias(engine, name, alias);
      return { status: 204 };
    case "ListAliases":
      return { status: 200, body: listAliases(engine, name, query) };
  }
}
