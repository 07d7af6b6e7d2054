import "../shared/tokens.css";
import "./console.css";
import { mount } from "svelte";
import { applyBrand, readBoot } from "../shared/boot.ts";
import { Desk } from "./state/desk.svelte.ts";
import Console from "./views/Console.svelte";

const target = document.getElementById("app");
if (target) {
  const boot = readBoot(document);
  applyBrand(document.documentElement, boot.brand);
  mount(Console, { target, props: { desk: new Desk(boot) } });
}
