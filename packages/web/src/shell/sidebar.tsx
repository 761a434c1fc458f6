import { Link } from "@tanstack/react-router";
import { Boxes, KeyRound, Keyboard, ListTree, type LucideIcon, Plus } from "lucide-react";

import { links } from "../links.ts";
import { useSession } from "../session/use-session.ts";
import { Brand } from "../ui/brand.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { UserMenu } from "./user-menu.tsx";

export function Sidebar({ onNavigate, onHelp }: { onNavigate?: () => void; onHelp: () => void }) {
  const { mayOperate, isAdmin } = useSession();
  return (
    <div className="flex h-full flex-col p-3">
      <Link
        to={links.jobs}
        className="rounded-control px-2 py-2"
        {...(onNavigate && { onClick: onNavigate })}
      >
        <Brand />
      </Link>
      <nav aria-label="Main" className="mt-3 grid gap-0.5" onClick={onNavigate}>
        <NavLink to={links.jobs} icon={ListTree} label="Jobs" />
        {mayOperate && <NavLink to={links.start} icon={Plus} label="Start job" />}
        <NavLink to={links.jobTypes} icon={Boxes} label="Job types" />
        {isAdmin && <NavLink to={links.apiKeys} icon={KeyRound} label="API keys" />}
      </nav>
      <div className="mt-auto grid gap-1">
        <button
          type="button"
          onClick={onHelp}
          className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-soft hover:bg-hover"
        >
          <Keyboard aria-hidden size={16} className="text-dim" />
          Shortcuts
          <span className="ml-auto">
            <Kbd>?</Kbd>
          </span>
        </button>
        <UserMenu />
      </div>
    </div>
  );
}

function NavLink({
  to,
  icon: Icon,
  label,
}: {
  to: typeof links.jobs | typeof links.start | typeof links.jobTypes | typeof links.apiKeys;
  icon: LucideIcon;
  label: string;
}) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-soft hover:bg-hover aria-[current=page]:bg-track aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      <Icon aria-hidden size={16} />
      {label}
    </Link>
  );
}
