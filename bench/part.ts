/** One part of the measurements, in a process of its own: `part.ts local-aws 50 1000`. */
const [part = "", concurrency, count] = process.argv.slice(2);

async function measure(): Promise<unknown> {
  switch (part) {
    case "local-aws": {
      const { localAwsExecutions } = await import("./local-aws-executions.ts");
      return localAwsExecutions(Number(concurrency), Number(count));
    }
    case "test-runner": {
      const { testRunnerExecutions } = await import("./test-runner-executions.ts");
      return testRunnerExecutions(Number(concurrency), Number(count));
    }
    case "whole": {
      const { wholeProduct } = await import("./whole-product.ts");
      return wholeProduct(Number(count));
    }
    default:
      throw new Error(`there is no part ${part}: local-aws, test-runner or whole`);
  }
}

const figures = await measure();
process.send?.(figures, () => process.exit(0));
export {};
