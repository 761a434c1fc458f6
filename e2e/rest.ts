import type { Job, JobDetail } from "../packages/api/src/client.ts";
import type { LonghaulProcess } from "./longhaul-process.ts";

/** The REST API as another service calls it. */
export function rest({ endpoints }: Pick<LonghaulProcess, "endpoints">) {
  const call = (
    path: string,
    init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
  ) =>
    fetch(`${endpoints.api}/v1${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${endpoints.apiKey}`,
        "content-type": "application/json",
        ...init.headers,
      },
    });
  const succeed: typeof call = async (path, init) => {
    const response = await call(path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const json = async <Body>(path: string, init?: Parameters<typeof call>[1]): Promise<Body> =>
    (await (await succeed(path, init)).json()) as Body;
  return {
    call,
    submit: (body: object) => json<Job>("/jobs", { method: "POST", body: JSON.stringify(body) }),
    get: (id: string) => json<JobDetail>(`/jobs/${id}`),
    list: () => json<{ items: Job[] }>("/jobs?limit=100"),
    cancel: (id: string) => json<Job>(`/jobs/${id}/cancel`, { method: "POST", body: "{}" }),
    /** Follows the job by `?wait=` until it is final. */
    async ended(id: string): Promise<JobDetail> {
      for (;;) {
        const response = await succeed(`/jobs/${id}`);
        const job = (await response.json()) as JobDetail;
        if (["succeeded", "failed", "timed_out", "cancelled"].includes(job.status)) return job;
        const tag = response.headers.get("etag") ?? "";
        await call(`/jobs/${id}?wait=5`, { headers: { "if-none-match": tag } });
      }
    },
  };
}
