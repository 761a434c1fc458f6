import { type CSSProperties, memo } from "react";

import { type AnsiSpan, parseAnsi } from "../ui/ansi.ts";
import { formatCount } from "../ui/format-number.ts";
import { paletteColor } from "./palette-color.ts";
import { shownLine } from "./shown-line.ts";

/** A log line in its colours, with what was searched for marked. */
export const AnsiText = memo(function AnsiText({ line, query }: { line: string; query: string }) {
  const { text, omitted } = shownLine(line);
  return (
    <>
      {parseAnsi(text).map((span, index) => (
        // The runs of one line never change places.
        <span key={index} style={styleOf(span)}>
          {query === "" ? span.text : <Marked text={span.text} query={query} />}
        </span>
      ))}
      {omitted > 0 && (
        <span className="text-dim"> … {formatCount(omitted)} more characters in the download</span>
      )}
    </>
  );
});

function Marked({ text, query }: { text: string; query: string }) {
  const lower = text.toLowerCase();
  const parts = [];
  let from = 0;
  for (let at = lower.indexOf(query); at !== -1; at = lower.indexOf(query, from)) {
    parts.push(text.slice(from, at));
    parts.push(
      <mark key={at} className="rounded-[2px] bg-[light-dark(#ffe08a,#7a5a00)] text-ink">
        {text.slice(at, at + query.length)}
      </mark>,
    );
    from = at + query.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function styleOf(span: AnsiSpan): CSSProperties {
  const foreground = paletteColor(span.foreground);
  const background = paletteColor(span.background);
  const [color, backgroundColor] =
    span.inverse === true
      ? [background ?? "var(--color-sunken)", foreground ?? "var(--color-ink)"]
      : [foreground, background];
  return {
    ...(color !== undefined && { color }),
    ...(backgroundColor !== undefined && { backgroundColor }),
    ...(span.bold && { fontWeight: 600 }),
    ...(span.dim && { color: color ?? "var(--color-dim)" }),
    ...(span.italic && { fontStyle: "italic" }),
    ...(span.underline && { textDecoration: "underline" }),
  };
}
