import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * Loaded before the command (`--import`): a disk that fails to sync while the file that `TEST_DISK_FAILS` names is
 * there. As on a real one, nobody knows then what of it is on disk.
 */
const { fdatasync, fdatasyncSync } = fs;
const fails = () => fs.existsSync(process.env["TEST_DISK_FAILS"] ?? "");
const failure = () => Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" });

fs.fdatasync = Object.assign(
  (fd: number, done: fs.NoParamCallback) =>
    fails() ? setImmediate(done, failure()) : fdatasync(fd, done),
  { __promisify__: fdatasync.__promisify__ },
);
fs.fdatasyncSync = (fd: number) => {
  if (fails()) throw failure();
  fdatasyncSync(fd);
};
syncBuiltinESMExports();
