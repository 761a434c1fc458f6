import type { LocalAwsLoad } from "./local-aws-executions.ts";
import type { LongExecution } from "./long-execution.ts";

/** One part of the measurements, in a process of its own: `part.ts local-aws '{"concurrency":50, …}'`. */
const [part = "", options = "{}"] = process.argv.slice(2);

async function measure(): Promise<unknown> {
  switch (part) {
    case "local-aws": {
      const { localAwsExecutions } = await import("./local-aws-executions.ts");
      return localAwsExecutions(JSON.parse(options) as LocalAwsLoad);
    }
    case "test-runner": {
      const { testRunnerExecutions } = await import("./test-runner-executions.ts");
      return testRunnerExecutions(JSON.parse(options) as LocalAwsLoad);
    }
    case "long": {
      const { longExecution } = await import("./long-execution.ts");
      return longExecution(JSON.parse(options) as LongExecution);
    }
    case "memory": {
      const { memoryOverTime } = await import("./memory-over-time.ts");
      return memoryOverTime();
    }
    case "whole": {
      const { wholeProduct } = await import("./whole-product.ts");
      return wholeProduct(10);
    }
    default:
      throw new Error(`there is no part ${part}: local-aws, test-runner, long, memory or whole`);
  }
}

const figures = await measure();
process.send?.(figures, () => process.exit(0));
