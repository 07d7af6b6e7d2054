import type { Language, Person } from "./wire.ts";
import { inkOn } from "./contrast.ts";

/** What the page shell says of itself before any request: language, brand, texts. */
export interface Boot {
  language: Language;
  languages: Language[];
  brand: Brand;
  texts: Record<string, string>;
  person?: Person | null;
}

export interface Brand {
  id: string;
  name: string;
  product: string;
  accent: { light: string; dark: string };
  logo?: string;
}

export function readBoot(page: Document): Boot {
  return parse(page.getElementById("boot")?.textContent);
}

/** The boot data inside a page's source. The shell writes no "<" into it, so the next one ends it. */
export function bootIn(source: string): Boot {
  return parse(/id="boot">([^<]*)</.exec(source)?.[1]);
}

function parse(data: string | null | undefined): Boot {
  if (!data) throw new Error("this page has no boot data");
  return JSON.parse(data) as Boot;
}

/** Set the brand's colour through the style object: the page's policy allows no style attribute. */
export function applyBrand(root: HTMLElement, brand: Brand): void {
  const { light, dark } = brand.accent;
  const both = CSS.supports("color", "light-dark(#000, #fff)");
  const pair = (left: string, right: string) => (both ? `light-dark(${left}, ${right})` : left);
  root.style.setProperty("--accent", pair(light, dark));
  root.style.setProperty("--on-accent", pair(inkOn(light), inkOn(dark)));
}
