import type { Role } from "@longhaul/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";

import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Select } from "../ui/select.tsx";
import { apiKeysQuery } from "./api-key-queries.ts";

export function CreateApiKey() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden size={15} /> New key
      </Button>
      <Dialog title="New API key" isOpen={isOpen} onClose={() => setOpen(false)}>
        <CreateForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const roles: { value: Role; label: string }[] = [
  { value: "viewer", label: "Viewer: reads" },
  { value: "operator", label: "Operator: also starts and cancels jobs" },
  { value: "admin", label: "Admin: also manages keys" },
];

function CreateForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [expiresOn, setExpiresOn] = useState("");
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      api.createApiKey({
        name: name.trim(),
        role,
        ...(expiresOn !== "" && { expiresAt: new Date(`${expiresOn}T23:59:59`).toISOString() }),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  });

  if (create.data !== undefined) {
    return (
      <>
        <Notice tone="warn">Copy it now: it is shown this once, and only its hash is kept.</Notice>
        <CodeBlock label="API key" code={create.data.apiKey} />
        <Button className="justify-self-end" onClick={onDone}>
          Done
        </Button>
      </>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Name" help="Who or what uses it: it stands at every job that it starts.">
        {(ids) => (
          <Input
            {...ids}
            maxLength={120}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label="Role">
        {(ids) => (
          <Select
            {...ids}
            value={role}
            onChange={({ target }) =>
              setRole(roles.find(({ value }) => value === target.value)?.value ?? role)
            }
          >
            {roles.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Expires on" isOptional help="Empty: valid until it is revoked.">
        {(ids) => (
          <Input
            {...ids}
            type="date"
            value={expiresOn}
            onChange={({ target }) => setExpiresOn(target.value)}
          />
        )}
      </Field>
      {create.isError && (
        <Notice tone="danger" role="alert">
          {create.error.message}
        </Notice>
      )}
      <Button
        type="submit"
        look="primary"
        className="justify-self-end"
        disabled={create.isPending || name.trim() === ""}
      >
        {create.isPending ? "Creating …" : "Create key"}
      </Button>
    </form>
  );
}
