import { JobFailure } from "../job-failure.ts";

const changesProgram =
  /^(PATH|LD_.*|DYLD_.*|NODE_OPTIONS|BASH_ENV|ENV|PYTHONPATH|PYTHONHOME|PERL5LIB|PERL5OPT|RUBYLIB|RUBYOPT|JAVA_TOOL_OPTIONS)$/i;

/** Throws `command_not_allowed` when the operator did not allow the program, or when its environment would get around that. */
export function assertAllowed(
  { command, env = {} }: { command: string; env?: Record<string, string> | undefined },
  allowedCommands: readonly string[],
): void {
  if (allowedCommands.length === 0) {
    throw refused(
      "Commands are off in this installation. The operator allows programs with LONGHAUL_ALLOWED_COMMANDS.",
    );
  }
  const reserved = Object.keys(env).find((name) => name.startsWith("LONGHAUL_"));
  if (reserved !== undefined) {
    throw refused(`env.${reserved} is set by the worker; leave it out.`);
  }
  if (allowedCommands.includes("*")) return;
  if (!allowedCommands.includes(command)) {
    throw refused(
      `"${command}" is not among the allowed programs: ${allowedCommands.join(", ")}. The operator adds programs to LONGHAUL_ALLOWED_COMMANDS; write them as they are there.`,
    );
  }
  const changing = Object.keys(env).find((name) => changesProgram.test(name));
  if (changing !== undefined) {
    throw refused(`env.${changing} could make another program of "${command}"; leave it out.`);
  }
}

const refused = (message: string) =>
  new JobFailure("command_not_allowed", message, { isRetryable: false });
