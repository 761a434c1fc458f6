export default $config({
  app(input) {
    const isProduction = input?.stage === "production";
    return {
      name: "longhaul",
      version: ">= 4.17.1 < 5",
      home: "aws",
      removal: isProduction ? "retain" : "remove",
      protect: isProduction,
      providers: {
        aws: { version: "7.20.0", region: (process.env.AWS_REGION ?? "us-east-1") as aws.Region },
      },
    };
  },
  async run() {
    await import("./infra/defaults.ts");
    const { table } = await import("./infra/storage.ts");
    const { cluster } = await import("./infra/worker.ts");
    await import("./infra/endpoints.ts");
    const { workerLogGroup } = await import("./infra/worker-permissions.ts");
    const { executionArns } = await import("./infra/executions.ts");
    await import("./infra/events.ts");
    await import("./infra/sweep.ts");
    const { router } = await import("./infra/router.ts");
    const { api } = await import("./infra/api.ts");
    await import("./infra/web.ts");
    const { alerts } = await import("./infra/alarms.ts");
    return {
      dashboard: router.url,
      api: api.url,
      table: table.name,
      cluster: cluster.nodes.cluster.name,
      logGroup: workerLogGroup,
      ...executionArns,
      alerts: alerts.arn,
      // Not the key itself: outputs are kept in SST's state and shown at each deploy.
      firstAdminKey: $interpolate`npx node infra/create-admin-key.ts ${table.name}`,
    };
  },
});
