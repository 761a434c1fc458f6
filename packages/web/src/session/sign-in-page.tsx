import { ApiError } from "@longhaul/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useLocation, useRouter } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";

import { api } from "../api.ts";
import { safeReturnPath } from "../links.ts";
import { Brand } from "../ui/brand.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { sessionQuery } from "./session-queries.ts";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { to } = route.useSearch();
  const hash = useLocation({ select: (location) => location.hash });
  const router = useRouter();
  const queryClient = useQueryClient();
  const [apiKey, setApiKey] = useState("");
  const signIn = useMutation({
    mutationFn: api.signIn,
    onSuccess: (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery().queryKey, session);
      router.history.replace(safeReturnPath(to));
    },
  });
  const { mutate } = signIn;

  useEffect(() => {
    document.title = "Sign in · Longhaul";
    const key = takeKeyFrom(hash);
    if (key !== undefined) mutate(key);
  }, [hash, mutate]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (apiKey.trim() !== "") mutate(apiKey.trim());
  };

  return (
    <main id="content" className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-[380px] gap-6">
        <Brand />
        <div className="grid gap-4 rounded-card border border-line bg-panel p-6">
          <div>
            <h1 className="text-page font-semibold">Sign in</h1>
            <p className="text-soft">With an API key of this Longhaul.</p>
          </div>
          {signIn.isError && <SignInFailure error={signIn.error} />}
          <form onSubmit={submit} className="grid gap-4">
            <Field
              label="API key"
              help="Starts with lh_. The browser keeps a session cookie, not the key."
            >
              {(ids) => (
                <Input
                  {...ids}
                  type="password"
                  autoComplete="current-password"
                  spellCheck={false}
                  placeholder="lh_…"
                  className="font-mono"
                  value={apiKey}
                  onChange={(event) => setApiKey(event.target.value)}
                />
              )}
            </Field>
            <Button
              type="submit"
              look="primary"
              className="justify-center"
              disabled={signIn.isPending}
            >
              <KeyRound aria-hidden size={15} />
              {signIn.isPending ? "Signing in …" : "Sign in"}
            </Button>
          </form>
        </div>
        <p className="text-meta text-dim">
          On one machine, <code className="font-mono">npm start</code> prints a link that signs you
          in. In a team, an admin makes keys under API keys.
        </p>
      </div>
    </main>
  );
}

function SignInFailure({ error }: { error: Error }) {
  if (error instanceof ApiError && error.status === 401) {
    return (
      <Notice tone="danger" role="alert">
        <strong className="font-semibold">This key was not accepted.</strong> {error.message} It may
        be mistyped, expired or revoked: check that you pasted all of it, or ask an admin for a new
        one.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" role="alert">
      <strong className="font-semibold">Signing in failed.</strong> {error.message}
    </Notice>
  );
}

/** The key of a sign-in link, which leaves the address and the browser's history at once. */
function takeKeyFrom(hash: string): string | undefined {
  const key = new URLSearchParams(hash).get("key");
  if (key === null) return undefined;
  window.history.replaceState(
    window.history.state,
    "",
    window.location.pathname + window.location.search,
  );
  return key;
}
