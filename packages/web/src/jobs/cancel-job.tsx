import type { Job } from "@longhaul/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Square } from "lucide-react";
import { useState } from "react";

import { api } from "../api.ts";
import { AlertDialog } from "../ui/alert-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { jobQuery, withJob } from "./job-queries.ts";

export function CancelJob({ job }: { job: Job }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const queryClient = useQueryClient();
  const { queryKey } = jobQuery(job.id);
  const cancel = useMutation({
    mutationFn: () => api.cancelJob(job.id, reason.trim() || undefined),
    onSuccess: (after) => {
      queryClient.setQueryData(queryKey, (before) => before && withJob(before, after));
      setOpen(false);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  const isAtWork = job.status === "running" || job.status === "starting";
  return (
    <>
      <Button
        look="danger"
        aria-label="Cancel job"
        disabled={job.status === "cancelling"}
        onClick={() => {
          cancel.reset();
          setOpen(true);
        }}
      >
        <Square aria-hidden size={14} />
        <span className="max-sm:hidden">
          {job.status === "cancelling" ? "Cancelling" : "Cancel job"}
        </span>
      </Button>
      <AlertDialog
        title="Cancel this job?"
        confirm={cancel.isPending ? "Cancelling …" : "Cancel job"}
        dismiss="Let it run"
        isOpen={isOpen}
        isBusy={cancel.isPending}
        onClose={() => setOpen(false)}
        onConfirm={() => cancel.mutate()}
      >
        <p>
          {isAtWork
            ? "Its task gets SIGTERM now: the work may save what it has and exit. What is still there after the stop timeout is killed with SIGKILL."
            : "No task is at work for it, so it ends at once."}{" "}
          A cancelled job does not go on; to have the work after all, run it again.
        </p>
        <Field label="Reason" isOptional help="Kept in the job's history.">
          {(ids) => (
            <Input
              {...ids}
              maxLength={255}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {cancel.isError && (
          <Notice tone="danger" role="alert">
            {cancel.error.message}
          </Notice>
        )}
      </AlertDialog>
    </>
  );
}
