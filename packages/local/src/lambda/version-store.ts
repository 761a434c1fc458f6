import type { Database } from "../database.ts";
import type { FunctionOptions } from "../options.ts";

/** What PublishVersion kept. */
export interface PublishedVersion {
  version: string;
  code: string;
  options: FunctionOptions;
  description: string;
  publishedAt: number;
}

export interface Alias {
  name: string;
  /** A version's number, or `$LATEST`. */
  version: string;
  description: string;
  revision: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS lambda_versions (
    function_name TEXT NOT NULL, version INTEGER NOT NULL, code TEXT NOT NULL, options TEXT NOT NULL,
    description TEXT NOT NULL, published_at INTEGER NOT NULL, PRIMARY KEY (function_name, version)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS lambda_aliases (
    function_name TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, description TEXT NOT NULL,
    revision TEXT NOT NULL, PRIMARY KEY (function_name, name)
  ) STRICT;
`;

const selectVersion = `SELECT CAST(version AS TEXT) AS version, code, options, description,
  published_at AS publishedAt FROM lambda_versions WHERE function_name = ?`;
const selectAlias =
  "SELECT name, version, description, revision FROM lambda_aliases WHERE function_name = ?";

type VersionRow = Omit<PublishedVersion, "options"> & { options: string };

/** Published versions and aliases. What writes is called inside `db.write`. */
export class VersionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
  }

  /** Oldest first. */
  versions(functionName: string): PublishedVersion[] {
    const sql = `${selectVersion} ORDER BY lambda_versions.version`;
    return this.#db.all<VersionRow>(sql, functionName).map(read);
  }

  version(functionName: string, version: string): PublishedVersion | undefined {
    const sql = `${selectVersion} AND CAST(lambda_versions.version AS TEXT) = ?`;
    const row = this.#db.get<VersionRow>(sql, functionName, version);
    return row && read(row);
  }

  latest(functionName: string): PublishedVersion | undefined {
    const sql = `${selectVersion} ORDER BY lambda_versions.version DESC LIMIT 1`;
    const row = this.#db.get<VersionRow>(sql, functionName);
    return row && read(row);
  }

  publish(functionName: string, { version, code, options, ...more }: PublishedVersion): void {
    this.#db.run(
      `INSERT INTO lambda_versions (function_name, version, code, options, description, published_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      functionName,
      Number(version),
      code,
      JSON.stringify(options),
      more.description,
      more.publishedAt,
    );
  }

  aliases(functionName: string): Alias[] {
    return this.#db.all<Alias>(`${selectAlias} ORDER BY name`, functionName);
  }

  alias(functionName: string, name: string): Alias | undefined {
    return this.#db.get<Alias>(`${selectAlias} AND name = ?`, functionName, name);
  }

  putAlias(functionName: string, { name, version, description, revision }: Alias): void {
    this.#db.run(
      `INSERT OR REPLACE INTO lambda_aliases (function_name, name, version, description, revision)
       VALUES (?, ?, ?, ?, ?)`,
      functionName,
      name,
      version,
      description,
      revision,
    );
  }

  removeAlias(functionName: string, name: string): void {
    const sql = "DELETE FROM lambda_aliases WHERE function_name = ? AND name = ?";
    this.#db.run(sql, functionName, name);
  }

  codesInUse(): string[] {
    const sql = "SELECT DISTINCT code FROM lambda_versions";
    return this.#db.all<{ code: string }>(sql).map(({ code }) => code);
  }
}

function read({ options, ...row }: VersionRow): PublishedVersion {
  return { ...row, options: JSON.parse(options) };
}
