import { AwsError } from "../aws-error.ts";
import type { FunctionOptions } from "../options.ts";
import type { Machine } from "../service.ts";
import type { FunctionVersion, InvokedFunction } from "./function-version.ts";
import type { PublishedVersion, VersionStore } from "./version-store.ts";

const namePattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):function:|(?:(\d{12}):)?(?:function:)?)([a-zA-Z0-9_-]{1,64})(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9_-]{1,128}))?$/;

/** The functions of this machine, found by name, partial ARN or ARN. */
export class Functions {
  readonly #machine: Machine;
  readonly #versions: VersionStore;
  readonly #byName: Map<string, FunctionOptions>;

  constructor(machine: Machine, versions: VersionStore, options: FunctionOptions[]) {
    this.#machine = machine;
    this.#versions = versions;
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
  toInvoke(reference: string, qualifier?: string): InvokedFunction {
    const { name, qualifier: own } = this.parse(reference, qualifier);
    // As on AWS, which names the version it looked for, where look-ups name what they were given.
    const target = this.#find(name, own) ?? this.#refuse(name, own ?? "$LATEST");
    if (target.options.durable !== undefined && own === undefined) {
      throw new AwsError(
        "InvalidParameterValueException",
        "You cannot invoke a durable function using an unqualified ARN.",
      );
    }
    return { ...target, invokedArn: this.arn(name, own) };
  }

  /** For look-ups, which take an unqualified name of any function. */
  toDescribe(reference: string, qualifier?: string): FunctionVersion {
    const { name, qualifier: own } = this.parse(reference, qualifier);
    return this.#find(name, own) ?? this.#refuse(name, own);
  }

  /** What an execution or a queued invocation recorded; undefined once the function is gone. */
  find(name: string, version: string): FunctionVersion | undefined {
    const options = this.#byName.get(name);
    if (options === undefined || version === "$LATEST") return options && this.latest(options);
    const published = this.#versions.version(name, version);
    return published && this.#at(published);
  }

  latest(options: FunctionOptions): FunctionVersion {
    return { options, version: "$LATEST", arn: this.arn(options.name, "$LATEST") };
  }

  /** Oldest first. */
  published(name: string): FunctionVersion[] {
    return this.#versions.versions(name).map((version) => this.#at(version));
  }

  /** Throws AwsError unless it can be invoked, now or once its alias is published at the start. */
  checkTarget(reference: string): void {
    const { name, qualifier } = this.parse(reference);
    const alias = this.#byName.get(name)?.autoPublishAlias;
    if (alias === undefined || alias !== qualifier) this.toInvoke(reference);
  }

  arn(name: string, qualifier?: string): string {
    const { region, accountId } = this.#machine;
    const suffix = qualifier === undefined ? "" : `:${qualifier}`;
    return `arn:aws:lambda:${region}:${accountId}:function:${name}${suffix}`;
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

  #at({ options, version, code, description }: PublishedVersion): FunctionVersion {
    return { options, version, code, description, arn: this.arn(options.name, version) };
  }

  #find(name: string, qualifier: string | undefined): FunctionVersion | undefined {
    return this.find(name, this.#versionOf(name, qualifier));
  }

  #refuse(name: string, qualifier: string | undefined): never {
    throw new AwsError(
      "ResourceNotFoundException",
      `Function not found: ${this.arn(name, qualifier)}`,
      404,
    );
  }

  /** An alias is resolved here, once: what runs stays on the version. */
  #versionOf(name: string, qualifier = "$LATEST"): string {
    if (qualifier === "$LATEST") return qualifier;
    if (qualifier === "$LATEST.PUBLISHED") return this.#versions.latest(name)?.version ?? "none";
    return this.#versions.alias(name, qualifier)?.version ?? qualifier;
  }
}
