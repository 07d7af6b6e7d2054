import type { Plugin } from "vite";

const DECLARED = "export let hydrating = false;";
const SET = "hydrating = value;";

/**
 * No page of ours is hydrated: the server sends an empty shell. Saying so as a constant lets the bundler drop that
 * whole side of Svelte's runtime, about a tenth of what a customer loads. A Svelte that words it otherwise stops the build.
 */
export function withoutHydration(): Plugin {
  return {
    name: "without-hydration",
    apply: "build",
    transform: {
      filter: { id: /svelte\/src\/internal\/client\/dom\/hydration\.js$/ },
      handler(code) {
        if (!code.includes(DECLARED) || !code.includes(SET)) this.error("Svelte's hydration switch has moved");
        return { code: code.replace(DECLARED, "export const hydrating = false;").replace(SET, ""), map: null };
      },
    },
  };
}
