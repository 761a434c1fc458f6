import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { runTask } from "@longhaul/core/attempt/run-task";
import { spanSchema } from "@longhaul/core/execution/span";
import { describe, expect, test } from "vitest";
import { z } from "zod";

import { problemIn } from "../test/answers.ts";
import { testApp } from "../test/test-app.ts";

const timelineSchema = z.strictObject({ spans: z.array(spanSchema), complete: z.boolean() });

describe("GET /v1/jobs/{id}/timeline", () => {
  test("tells the spans that are known, of a job with a task and of one without", async () => {
    const { as, ports, submit } = await testApp();
    const [bare, started] = [await submit(), await submit()];
    await beginAttempt(ports, { jobId: started.id, attempt: 1 });
    await runTask(ports, { jobId: started.id, attempt: 1 });
    const timeline = async (id: string) =>
      timelineSchema.parse(await (await as("viewer")(`/v1/jobs/${id}/timeline`)).json());
    expect(await timeline(bare.id)).toEqual({ spans: [], complete: false });
    expect((await timeline(started.id)).spans).toMatchObject([{ kind: "task" }]);
  });

  test("says that there is no such job", async () => {
    const { as } = await testApp();
    const answer = await as("viewer")("/v1/jobs/job_nothing/timeline");
    expect([answer.status, (await problemIn(answer)).code]).toEqual([404, "job_not_found"]);
  });
});
