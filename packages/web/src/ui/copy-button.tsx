import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "./button.tsx";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 1500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const words = { copied: "Copied", refused: "The browser refused: select and copy it by hand" };
  const name = outcome === undefined ? label : words[outcome];
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  };
  return (
    <Button look="ghost" size="icon" aria-label={name} title={name} onClick={copy}>
      {outcome === "copied" ? <Check aria-hidden size={15} /> : <Copy aria-hidden size={15} />}
    </Button>
  );
}
