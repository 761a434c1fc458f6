import type { ApiKey } from "@longhaul/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../api.ts";
import { useSession } from "../session/use-session.ts";
import { AlertDialog } from "../ui/alert-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { useNow } from "../ui/use-now.ts";
import { apiKeysQuery } from "./api-key-queries.ts";

const columns = ["Name", "Role", "State", "Last used", "Created", ""];

export function ApiKeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <div
      className="relative overflow-x-auto rounded-card border border-line bg-panel"
      role="region"
      aria-label="Keys"
      tabIndex={0}
    >
      <table className="w-full min-w-[720px] text-left">
        <thead>
          <tr className="h-9 text-meta text-dim">
            {columns.map((name) => (
              <th key={name} scope="col" className="px-4 font-medium">
                {name === "" ? <span className="sr-only">Actions</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className="h-11 border-t border-line">
              <td className="px-4">
                <span className="font-medium wrap-anywhere">{key.name}</span>{" "}
                <code className="font-mono text-meta text-dim">{key.id}</code>
              </td>
              <td className="px-4 text-soft">{key.role}</td>
              <td className="px-4">
                <KeyState apiKey={key} />
              </td>
              <td className="px-4 text-soft">
                {key.lastUsedAt === undefined ? "never" : <RelativeTime at={key.lastUsedAt} />}
              </td>
              <td className="px-4 text-soft">
                <RelativeTime at={key.createdAt} /> by {key.createdBy}
              </td>
              <td className="px-4 text-right">
                {key.revokedAt === undefined && (
                  <Button
                    look="danger"
                    aria-label={`Revoke ${key.name}`}
                    onClick={() => setRevoking(key)}
                  >
                    Revoke
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking !== undefined && (
        <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </div>
  );
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const now = useNow();
  if (apiKey.revokedAt !== undefined) {
    return (
      <span className="text-danger">
        revoked <RelativeTime at={apiKey.revokedAt} />
      </span>
    );
  }
  if (apiKey.expiresAt === undefined) return <span className="text-good">valid</span>;
  const isExpired = Date.parse(apiKey.expiresAt) < now;
  return (
    <span className={isExpired ? "text-danger" : "text-good"}>
      {isExpired ? "expired" : "valid, expires"} <RelativeTime at={apiKey.expiresAt} />
    </span>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { keyId } = useSession();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.revokeApiKey(apiKey.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
      onClose();
    },
  });
  return (
    <AlertDialog
      title={`Revoke “${apiKey.name}”?`}
      confirm={revoke.isPending ? "Revoking …" : "Revoke key"}
      isOpen
      isBusy={revoke.isPending}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
    >
      <p>
        Whoever uses it is refused from now on. It cannot be given back; a new key can be made.
        {apiKey.id === keyId &&
          " It is the key that you are signed in with: you will be signed out."}
      </p>
      {revoke.isError && (
        <Notice tone="danger" role="alert">
          {revoke.error.message}
        </Notice>
      )}
    </AlertDialog>
  );
}
