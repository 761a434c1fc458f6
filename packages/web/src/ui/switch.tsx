/** On or off at once, without a form to send. */
export function Switch({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="inline-flex min-h-6 cursor-pointer items-center gap-2 whitespace-nowrap">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span className="relative h-[18px] w-8 rounded-full bg-line-strong transition-colors duration-150 peer-checked:bg-accent-solid peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent after:absolute after:top-[3px] after:left-[3px] after:size-3 after:rounded-full after:bg-white after:transition-[left] after:duration-150 peer-checked:after:left-[17px]" />
      {label}
    </label>
  );
}
