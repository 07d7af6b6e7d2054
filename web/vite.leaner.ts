import type { Plugin } from "vite";

interface Switch {
  file: RegExp;
  from: string;
  to: string;
}

/** No page of ours is hydrated: the server sends an empty shell. */
const HYDRATION: Switch[] = [
  { file: /client\/dom\/hydration\.js$/, from: "export let hydrating = false;", to: "export const hydrating = false;" },
  { file: /client\/dom\/hydration\.js$/, from: "hydrating = value;", to: "" },
];

/** The panel replaces its state whole ($state.raw), so the proxies of deep state are never made. */
const DEEP_STATE: Switch[] = [
  { file: /client\/reactivity\/sources\.js$/, from: "should_proxy ? proxy(value) : value", to: "value" },
];

/**
 * Say to the bundler what is never used, so that it can drop that side of Svelte's runtime: about two kilobytes of
 * what a customer loads. A Svelte that words a switch otherwise stops the build, and so does deep state in the panel.
 */
export function leaner(): Plugin[] {
  return [
    { name: "without-hydration", apply: "build", transform: turn(HYDRATION) },
    {
      name: "without-deep-state",
      apply: "build",
      enforce: "pre",
      applyToEnvironment: ({ name }) => name === "panel",
      transform(code, id) {
        if (/\/web\/(?:panel|shared)\/.*\.svelte(?:\.ts)?$/.test(id) && code.includes("$state("))
          this.error("the panel has $state.raw only: deep state is left out of it (vite.leaner.ts)");
        return turn(DEEP_STATE).call(this, code, id);
      },
    },
  ];
}

function turn(switches: Switch[]) {
  return function (this: { error(message: string): never }, code: string, id: string) {
    const mine = switches.filter(({ file }) => id.includes("/svelte/src/internal/") && file.test(id));
    if (mine.length === 0) return null;
    for (const { from } of mine) if (!code.includes(from)) this.error(`Svelte no longer says "${from}" in ${id}`);
    return { code: mine.reduce((text, { from, to }) => text.replace(from, to), code), map: null };
  };
}
