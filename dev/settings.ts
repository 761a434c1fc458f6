import { resolve } from "node:path";

/** What the environment may say of how Longhaul runs on this machine. */
export interface Settings {
  port: number;
  awsPort: number;
  dataDir: string;
  /** Another DynamoDB than the one that comes along. */
  dynamoDbEndpoint?: string;
  /** Folders whose files `profile-dataset` may read. */
  fileRoots: string[];
}

/** Throws an Error that says which variable is wrong and what it has to be. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const dynamoDbEndpoint = env["AWS_ENDPOINT_URL_DYNAMODB"];
  return {
    port: portOf(env, "PORT", 3000),
    awsPort: portOf(env, "AWS_PORT", 4566),
    dataDir: resolve(env["DATA_DIR"] ?? ".longhaul"),
    ...(dynamoDbEndpoint !== undefined && { dynamoDbEndpoint }),
    fileRoots: (env["LONGHAUL_FILE_ROOTS"] ?? "").split(":").filter((root) => root !== ""),
  };
}

function portOf(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === "") return otherwise;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(
    `${name}=${text} is not a port; set it to a number from 1 to 65535, or 0 for any.`,
  );
}
