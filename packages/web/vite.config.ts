import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The two fonts of the first paint start loading with the page, not once the stylesheet has been read. */
function preloadFonts(): Plugin {
  return {
    name: "preload-fonts",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => /geist(-mono)?-latin-wght-normal.*\.woff2$/.test(file))
          .map((file) => ({
            tag: "link",
            injectTo: "head" as const,
            attrs: {
              rel: "preload",
              as: "font",
              type: "font/woff2",
              crossorigin: "",
              href: `/${file}`,
            },
          })),
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss({ optimize: false }), preloadFonts()],
  build: {
    manifest: true,
    // The first browsers with light-dark().
    target: ["chrome123", "firefox120", "safari17.5"],
    cssMinify: "lightningcss",
    assetsInlineLimit: 0,
  },
});
