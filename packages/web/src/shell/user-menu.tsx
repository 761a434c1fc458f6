import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";

import { api } from "../api.ts";
import { links } from "../links.ts";
import { useSession } from "../session/use-session.ts";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { setTheme, useTheme } from "./theme.ts";

const themes = [
  { value: "system", label: <ThemeLabel icon={Monitor} word="System theme" /> },
  { value: "light", label: <ThemeLabel icon={Sun} word="Light" /> },
  { value: "dark", label: <ThemeLabel icon={Moon} word="Dark" /> },
] as const;

/** Who is signed in, the theme, and the way out. */
export function UserMenu() {
  const session = useSession();
  const theme = useTheme();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: links.signIn });
    },
  });
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 rounded-control px-2 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-track text-meta font-semibold uppercase"
          >
            {session.name.slice(0, 1)}
          </span>
          <span className="min-w-0 flex-1 leading-4">
            <span className="block truncate font-medium">{session.name}</span>
            <span className="block text-meta text-dim">{session.role}</span>
          </span>
          <ChevronsUpDown aria-hidden size={14} className="text-dim" />
        </button>
      }
    >
      <MenuChoice value={theme} choices={themes} onChange={setTheme} />
      <MenuSeparator />
      <MenuItem onSelect={() => signOut.mutate()}>
        <LogOut aria-hidden size={15} className="text-dim" /> Sign out
      </MenuItem>
    </Menu>
  );
}

function ThemeLabel({ icon: Icon, word }: { icon: typeof Sun; word: string }) {
  return (
    <span className="flex items-center gap-2">
      <Icon aria-hidden size={15} className="text-dim" /> {word}
    </span>
  );
}
