// Blocks rendering on purpose: the stored theme has to be set before the first paint.
try {
  const theme = localStorage.getItem("longhaul.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme it is.
}
