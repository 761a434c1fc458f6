import { AwsError } from "../aws-error.ts";

/** The clusters that exist; `default` always does. */
export class Clusters {
  readonly names: ReadonlySet<string>;

  constructor(names: string[]) {
    this.names = new Set(["default", ...names]);
  }

  /** By name or ARN; undefined when it does not exist. */
  find(reference = "default"): string | undefined {
    const name = clusterName(reference);
    return this.names.has(name) ? name : undefined;
  }

  require(reference: string | undefined): string {
    const name = this.find(reference);
    if (name !== undefined) return name;
    throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  }
}

export function clusterName(reference: string): string {
  return reference.replace(/^arn:[^:]+:ecs:[^:]*:[^:]*:cluster\//, "");
}
