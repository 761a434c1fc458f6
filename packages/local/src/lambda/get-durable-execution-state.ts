import { checkpointToken, takesCheckpoints } from "./checkpoint-token.ts";
import type { Engine } from "./engine.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { pageQuery } from "./page-query.ts";
import { statePage } from "./state-page.ts";
import { epochSeconds } from "./wire-operation.ts";

/** More of the state than an invocation's payload holds, for the handler that has the token. */
export function getDurableExecutionState(
  engine: Engine,
  arn: string,
  query: URLSearchParams,
): object {
  const {
    limit,
    marker: [after],
  } = pageQuery("state", query);
  const execution = engine.executions.byArn(arn);
  const isValid =
    execution !== undefined &&
    takesCheckpoints(execution) &&
    query.get("CheckpointToken") === checkpointToken(execution);
  if (!isValid) throw invalidParameter("Invalid checkpoint token");
  return statePage(engine, execution, { after, limit, time: epochSeconds });
}
