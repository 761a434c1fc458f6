import { access, constants, mkdir } from "node:fs/promises";

/** Makes the folder where it is missing. Throws an Error that says what to do when it cannot be used. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `the data folder ${dataDir} cannot be written (${reason}); set DATA_DIR to one that can.`,
      { cause: error },
    );
  }
}
