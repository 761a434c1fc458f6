/** The viewer's own styles, and over them, whatever they say, the dashboard's colours and measures. */
export const docsTheme = `
@import url("/docs/viewer/swagger-ui.css") layer(viewer);
:root {
  color-scheme: light dark;
  --canvas: light-dark(#f7f8fa, #0b0c0f);
  --panel: light-dark(#fff, #111317);
  --sunken: light-dark(#f3f4f7, #1a1d23);
  --line: light-dark(#e4e6ec, #23262e);
  --ink: light-dark(#14171f, #eceef2);
  --soft: light-dark(#454b58, #b6bcc8);
  --accent: light-dark(#3b4fd8, #8b9bff);
  --good: light-dark(#0a6e50, #4fcf9f);
  --warn: light-dark(#8f5200, #f5b454);
  --danger: light-dark(#b3151f, #ff8079);
  --mono: "Geist Mono Variable", ui-monospace, monospace;
}
html, body, html .swagger-ui { margin: 0; background: var(--canvas); }
.swagger-ui, .swagger-ui *:not(code, pre, pre *, .opblock-summary-path, .opblock-summary-path *) {
  font-family: "Geist Variable", system-ui, sans-serif;
}
.swagger-ui .wrapper { max-width: 1040px; padding: 0 24px; }
.swagger-ui .info { margin: 40px 0 16px; }
.swagger-ui .info .title { font-size: 28px; color: var(--ink); }
.swagger-ui .info .title small pre { color: var(--canvas); }
.swagger-ui .info .title small, .swagger-ui .info .title small.version-stamp { background: var(--soft); }
.swagger-ui, .swagger-ui p, .swagger-ui li, .swagger-ui td, .swagger-ui .renderedMarkdown p { color: var(--soft); }
.swagger-ui a, .swagger-ui .info a { color: var(--accent); }
.swagger-ui code, .swagger-ui .markdown code, .swagger-ui .renderedMarkdown code {
  background: var(--sunken); color: var(--ink); font: 12.5px var(--mono); padding: 1px 5px; border-radius: 6px;
}
.swagger-ui .scheme-container { background: none; box-shadow: none; margin: 0; padding: 0 0 16px; }
.swagger-ui .scheme-container .servers-title, .swagger-ui .scheme-container .servers { display: none; }
.swagger-ui .btn { border: 1px solid var(--line); border-radius: 8px; box-shadow: none; color: var(--ink); }
.swagger-ui .btn.authorize, .swagger-ui .btn.execute {
  background: light-dark(#3b4fd8, #5468f0); border-color: transparent; color: #fff;
}
.swagger-ui .btn.authorize span { color: #fff; }
.swagger-ui .btn.authorize svg { fill: currentColor; color: #fff; }
.swagger-ui .filter .operation-filter-input {
  background: var(--panel); color: var(--ink); border: 1px solid var(--line); border-radius: 8px;
  padding: 9px 12px; font-size: 14px; margin: 8px 0;
}
.swagger-ui .opblock-tag { border-bottom-color: var(--line); font-size: 18px; }
.swagger-ui .opblock-tag a.nostyle { color: var(--ink); }
.swagger-ui .opblock-tag small { color: var(--soft); }
.swagger-ui .opblock {
  background: var(--panel); border: 1px solid var(--line); border-radius: 12px; box-shadow: none;
  overflow: hidden; margin: 0 0 8px;
}
.swagger-ui .opblock .opblock-summary {
  border-color: var(--line); padding: 6px 10px;
}
.swagger-ui .opblock .opblock-summary-method {
  background: var(--sunken); color: var(--accent); border-radius: 6px; min-width: 68px; padding: 4px 0;
  font: 600 12px var(--mono); text-shadow: none;
}
.swagger-ui .opblock.opblock-post .opblock-summary-method { color: var(--good); }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { color: var(--danger); }
.swagger-ui .opblock .opblock-summary-path, .swagger-ui .opblock .opblock-summary-path * {
  color: var(--ink); font-family: var(--mono); font-size: 13px; font-weight: 500;
}
.swagger-ui .opblock .opblock-summary-description { color: var(--soft); }
.swagger-ui .opblock .opblock-section-header {
  background: var(--sunken); border-color: var(--line); box-shadow: none; min-height: 40px; padding: 4px 20px;
}
.swagger-ui .opblock .tab-header .tab-item.active h4 span::after { background: var(--accent); }
.swagger-ui .opblock-section-header h4, .swagger-ui .parameter__name, .swagger-ui table thead tr th,
.swagger-ui .response-col_status, .swagger-ui .model-title, .swagger-ui .prop-name { color: var(--ink); }
.swagger-ui .parameter__name, .swagger-ui .parameter__type, .swagger-ui .parameter__in,
.swagger-ui .parameters-col_description, .swagger-ui .response-col_description { font-size: 13px; }
.swagger-ui .parameter__name.required, .swagger-ui .parameter__name.required::after { color: var(--ink); }
.swagger-ui .parameter__name.required span, .swagger-ui .parameter__name.required::after { color: var(--warn); }
.swagger-ui select, .swagger-ui input[type="text"], .swagger-ui input[type="password"], .swagger-ui textarea {
  border: 1px solid var(--line); border-radius: 8px; box-shadow: none; font-size: 13px; font-weight: 400;
}
.swagger-ui .model-box, .swagger-ui .json-schema-2020-12 { background: var(--sunken); border-radius: 8px; }
.swagger-ui .json-schema-2020-12 button { background: none; }
.swagger-ui table thead tr td, .swagger-ui table thead tr th { border-color: var(--line); }
`;
