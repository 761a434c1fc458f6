import { Dialog } from "../ui/dialog.tsx";
import { Sidebar } from "./sidebar.tsx";

/** The sidebar of a phone. */
export function SidebarSheet({ onHelp, onClose }: { onHelp: () => void; onClose: () => void }) {
  const help = () => {
    onClose();
    onHelp();
  };
  return (
    <Dialog as="sheet" title="Menu" isOpen onClose={onClose}>
      <Sidebar onHelp={help} onNavigate={onClose} />
    </Dialog>
  );
}
