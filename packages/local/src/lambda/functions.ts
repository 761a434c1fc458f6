import { AwsError } from "../aws-error.ts";
import type { FunctionOptions } from "../options.ts";
import type { Machine } from "../service.ts";
import type { FunctionVersion } from "./function-version.ts";

const namePattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):function:|(?:(\d{12}):)?(?:function:)?)([a-zA-Z0-9_-]{1,64})(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9_-]{1,128}))?$/;

/** The functions of this machine, found by name, partial ARN or ARN. */
export class Functions {
  readonly #machine: Machine;
  readonly #byName: Map<string, FunctionOptions>;

  constructor(machine: Machine, options: FunctionOptions[]) {
    this.#machine = machine;
    this.#byName = new Map(options.map((option) => [option.name, option]));
    if (this.#byName.size < options.length) {
      const names = options.map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      throw new Error(`two functions are called "${twice}"; give each its own name`);
    }
  }

  all(): FunctionOptions[] {
    return [...this.#byName.values()];
  }

  /** Throws AwsError: unknown name or version, two qualifiers, a durable function without one. */
  toInvoke(reference: string, qualifier?: string): FunctionVersion {
    const { name, qualifier: own } = this.parse(reference, qualifier);
    const options = this.#existing(name, own);
    if (options.durable !== undefined && own === undefined) {
      throw new AwsError(
        "InvalidParameterValueException",
        "You cannot invoke a durable function using an unqualified ARN.",
      );
    }
    return this.at(options, own ?? "$LATEST");
  }

  /** For look-ups, which take an unqualified name of any function. */
  toDescribe(reference: string, qualifier?: string): FunctionVersion {
    const { name, qualifier: own } = this.parse(reference, qualifier);
    return this.at(this.#existing(name, own), own ?? "$LATEST");
  }

  /** What an execution or a queued invocation recorded; undefined once the function is gone. */
  find(name: string, version: string): FunctionVersion | undefined {
    const options = this.#byName.get(name);
    return options && this.at(options, version);
  }

  at(options: FunctionOptions, qualifier: string): FunctionVersion {
    const version = qualifier === "$LATEST.PUBLISHED" ? "1" : qualifier;
    return { options, version, arn: `${this.arn(options.name)}:${version}` };
  }

  arn(name: string): string {
    const { region, accountId } = this.#machine;
    return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  }

  parse(reference: string, qualifier?: string): { name: string; qualifier: string | undefined } {
    const [, region, account, partialAccount, name, own] = namePattern.exec(reference) ?? [];
    if (name === undefined) {
      throw new AwsError("ValidationException", `"${reference}" is not a function name or ARN.`);
    }
    const elsewhere =
      (region ?? this.#machine.region) !== this.#machine.region ||
      (account ?? partialAccount ?? this.#machine.accountId) !== this.#machine.accountId;
    if (elsewhere) {
      throw new AwsError(
        "InvalidParameterValueException",
        `"${reference}" is not in account ${this.#machine.accountId}, region ${this.#machine.region}.`,
      );
    }
    if (own !== undefined && qualifier !== undefined && own !== qualifier) {
      throw new AwsError(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
      );
    }
    return { name, qualifier: own ?? qualifier };
  }

  #existing(name: string, qualifier: string | undefined): FunctionOptions {
    const options = this.#byName.get(name);
    const isVersion = [undefined, "$LATEST", "$LATEST.PUBLISHED", "1"].includes(qualifier);
    if (options !== undefined && isVersion) return options;
    const suffix = qualifier === undefined ? "" : `:${qualifier}`;
    throw new AwsError(
      "ResourceNotFoundException",
      `Function not found: ${this.arn(name)}${suffix}`,
      404,
    );
  }
}
