import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { JsonTree } from "../ui/json-tree.tsx";

export function JobInput({ input }: { input: unknown }) {
  return (
    <Card
      title="Input"
      aside={
        <span className="ml-auto">
          <CopyButton text={JSON.stringify(input, undefined, 2)} label="Copy the input" />
        </span>
      }
    >
      <div
        className="max-h-80 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="Value of the input"
      >
        <JsonTree value={input} />
      </div>
    </Card>
  );
}
