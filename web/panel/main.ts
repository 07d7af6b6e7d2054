import "../shared/tokens.css";
import { mount } from "svelte";
import Panel from "./Panel.svelte";

const target = document.getElementById("app");
if (target) mount(Panel, { target });
