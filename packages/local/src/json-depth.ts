/** As deep as EventBridge follows an event; what goes on much deeper than this overruns the stack. */
export const jsonDepthLimit = 1_100;

/** Whether lists and objects lie in each other more than `limit` deep. */
export function isDeeperThan(limit: number, json: unknown): boolean {
  let level = [json].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === limit) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
