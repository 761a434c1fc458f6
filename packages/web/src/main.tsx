import "./styles/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";

// A deployment has replaced the files that this page would load next: the new page has the new names.
window.addEventListener("vite:preloadError", () => window.location.reload());

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
