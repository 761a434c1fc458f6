/** AWS's list prices, in USD. They change rarely: renew them all together, with their date. */
export const prices = {
  region: "us-east-1",
  pricesOf: "2026-06",
  sources: [
    "https://aws.amazon.com/fargate/pricing/",
    "https://aws.amazon.com/vpc/pricing/",
    "https://aws.amazon.com/lambda/pricing/",
  ],
  /** Linux on ARM, with the 20 GB of storage that are included. */
  fargate: {
    vcpuHour: 0.03238,
    gbHour: 0.00356,
    /** Billed at least. */
    leastSeconds: 60,
    /** Spot has no fixed price: AWS says up to 70 % off. */
    spotShare: 0.3,
  },
  /** Each task has one. */
  publicIpv4Hour: 0.005,
  durableOperation: 8 / 1_000_000,
} as const;
