import { svelte } from "@sveltejs/vite-plugin-svelte";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type EnvironmentOptions } from "vite";
import { compressFiles, mergeManifests } from "./vite.finish.ts";
import { leaner } from "./vite.leaner.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const assets = here("../src/bellrock/assets");
const languages = ["en", "zh-CN", "zh-TW"];
/** New enough for light-dark() to stay as written: a page's own choice of scheme must work. The rest is our care. */
const cssTarget = ["chrome123", "safari17.5", "firefox120"];

/** One surface is one build: a chunk shared by panel and console would make the customer load the agents' code. */
function surface(name: string): EnvironmentOptions {
  return {
    consumer: "client",
    build: {
      outDir: assets,
      cssTarget,
      assetsDir: "",
      emptyOutDir: name === "panel",
      manifest: `${name}.manifest.json`,
      modulePreload: false,
      rolldownOptions: {
        input: `${name}/main.ts`,
        output: {
          entryFileNames: `${name}-[hash].js`,
          chunkFileNames: `${name}-[name]-[hash].js`,
          assetFileNames: `${name}-[hash][extname]`,
        },
      },
    },
  };
}

const loader: EnvironmentOptions = {
  consumer: "client",
  define: { LAUNCHER_TEXTS: JSON.stringify(launcherTexts()) },
  build: {
    outDir: assets,
    cssTarget,
    emptyOutDir: false,
    rolldownOptions: {
      input: "loader/main.ts",
      output: { format: "iife", entryFileNames: "loader.js" },
    },
  },
};

/** The loader carries its two labels itself: it may fetch nothing before the visitor's first intent. */
function launcherTexts(): Record<string, [string, string]> {
  const pairs = languages.map((language) => {
    const file = here(`../brands/default/texts/${language}/panel.json`);
    const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    const labels: [string, string] = [texts["launcher.open"] ?? "", texts["launcher.unread"] ?? ""];
    return [language, labels] as const;
  });
  return Object.fromEntries(pairs);
}

export default defineConfig({
  base: "/assets/",
  publicDir: false,
  appType: "custom",
  plugins: [svelte(), leaner()],
  build: { target: "es2022", reportCompressedSize: false },
  environments: { panel: surface("panel"), console: surface("console"), loader },
  builder: {
    async buildApp(builder) {
      for (const name of ["panel", "console", "loader"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      mergeManifests(assets, ["panel", "console"]);
      compressFiles(assets);
    },
  },
});
