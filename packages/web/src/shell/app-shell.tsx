import { Outlet, useNavigate } from "@tanstack/react-router";
import { Menu as MenuIcon, WifiOff } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { links } from "../links.ts";
import { useReachable } from "../live/connection.ts";
import { useSession } from "../session/use-session.ts";
import { Button } from "../ui/button.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

// Most visits open neither, and together they are as large as the page.
const ShortcutHelp = lazy(async () => ({
  default: (await import("./shortcut-help.tsx")).ShortcutHelp,
}));
const SidebarSheet = lazy(async () => ({
  default: (await import("./sidebar-sheet.tsx")).SidebarSheet,
}));

/** What stands around every page once one is signed in. */
export function AppShell() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { mayOperate } = useSession();
  const navigate = useNavigate();
  const help = () => setHelpOpen(true);
  useShortcuts({
    "?": help,
    "/": focusSearch,
    "g j": () => void navigate({ to: links.jobs }),
    "g t": () => void navigate({ to: links.jobTypes }),
    ...(mayOperate && { c: () => void navigate({ to: links.start }) }),
  });
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-accent-solid px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside
        aria-label="Sidebar"
        className="sticky top-0 hidden h-dvh border-r border-line md:block"
      >
        <Sidebar onHelp={help} />
      </aside>
      <Button
        look="ghost"
        size="icon"
        aria-label="Menu"
        className="absolute top-3 left-3 z-30 max-md:fixed md:hidden"
        onClick={() => setSheetOpen(true)}
      >
        <MenuIcon aria-hidden size={18} />
      </Button>
      <div className="min-w-0">
        <UnreachableBanner />
        <Outlet />
      </div>
      <Suspense>
        {isSheetOpen && <SidebarSheet onHelp={help} onClose={() => setSheetOpen(false)} />}
        {isHelpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} />}
      </Suspense>
    </div>
  );
}

function UnreachableBanner() {
  if (useReachable()) return null;
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 border-b border-warn/30 bg-warn/10 px-4 py-2 text-warn"
    >
      <WifiOff aria-hidden size={15} />
      The server does not answer. What you see may be old; trying again …
    </div>
  );
}

function focusSearch() {
  document.querySelector<HTMLInputElement>("[data-search]")?.focus();
}
