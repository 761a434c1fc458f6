import type { JobDetail } from "@longhaul/api/client";
import { ApiError } from "@longhaul/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useMemo, useRef, useState } from "react";

import { api, type JobRequest, type JobType } from "../api.ts";
import { jobListKey } from "../jobs/job-queries.ts";
import { links } from "../links.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Notice } from "../ui/notice.tsx";
import { AdvancedOptions } from "./advanced-options.tsx";
import { curlCommand } from "./curl-command.ts";
import { InputEditor } from "./input-editor.tsx";
import { newDraft, requestOf } from "./job-draft.ts";
import { JobOptions } from "./job-options.tsx";
import type { SchemaFormHandle } from "./schema-form.tsx";
import { serverErrors } from "./server-errors.ts";

const noErrors = serverErrors([]);

export function StartJobForm({ type, from }: { type: JobType; from: JobDetail | undefined }) {
  const [draft, setDraft] = useState(() => newDraft(type, from));
  const form = useRef<SchemaFormHandle>(null);
  const element = useRef<HTMLFormElement>(null);
  const keyFor = useIdempotencyKey();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: (request: JobRequest) => api.submitJob(request, keyFor(request)),
    onError: () => focusFirstError(element.current),
    onSuccess: async (job) => {
      void queryClient.invalidateQueries({ queryKey: jobListKey });
      await navigate({ to: links.job, params: { jobId: job.id } });
    },
  });
  const errors = useMemo(
    () =>
      start.error instanceof ApiError ? serverErrors(start.error.problem?.errors ?? []) : noErrors,
    [start.error],
  );
  const request = requestOf(type, draft);
  const change = (part: Partial<typeof draft>) => {
    // What the API said was of the request as it was.
    if (start.isError) start.reset();
    setDraft((before) => ({ ...before, ...part }));
  };

  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (start.isPending) return;
    if (form.current?.validateForm() === false) {
      focusFirstError(element.current);
      return;
    }
    start.mutate(request);
  };

  return (
    <form
      ref={element}
      noValidate
      aria-label="Job"
      className="grid grid-cols-[minmax(0,1fr)] gap-6"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      <InputEditor
        form={form}
        schema={type.inputSchema}
        value={draft.input}
        errors={errors.input}
        onChange={(input) => change({ input })}
      />
      <JobOptions draft={draft} errors={errors.fields} onChange={change} />
      <AdvancedOptions draft={draft} errors={errors.fields} onChange={change} />
      <details>
        <summary className="min-h-6 font-medium">The same from another service</summary>
        <div className="mt-2">
          <CodeBlock label="Command" code={curlCommand(window.location.origin, request)} />
        </div>
      </details>
      <div className="sticky bottom-4 grid gap-3 rounded-card border border-line bg-panel px-4 py-3 shadow-float">
        {start.isError && (
          <Notice tone="danger" role="alert">
            <strong className="font-semibold">The job was not started.</strong>{" "}
            {start.error.message}
            {start.error instanceof ApiError && start.error.problem !== undefined && (
              <span className="block text-meta">Request {start.error.problem.requestId}</span>
            )}
          </Notice>
        )}
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={start.isPending}>
            {start.isPending ? "Starting …" : "Start job"}
          </Button>
          <span className="flex items-center gap-1 text-dim max-sm:hidden">
            <Kbd>Ctrl</Kbd>
            <Kbd>Enter</Kbd>
          </span>
        </div>
      </div>
    </form>
  );
}

/** Once the errors have been drawn. */
function focusFirstError(form: HTMLElement | null) {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}

/** One key for one request: sent twice it starts one job, changed it is another request. */
function useIdempotencyKey(): (request: JobRequest) => string {
  const last = useRef({ body: "", key: "" });
  return (request) => {
    const body = JSON.stringify(request);
    if (body !== last.current.body) last.current = { body, key: crypto.randomUUID() };
    return last.current.key;
  };
}
