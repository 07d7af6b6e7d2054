import "../shared/tokens.css";
import { mount } from "svelte";
import Console from "./Console.svelte";

const target = document.getElementById("app");
if (target) mount(Console, { target });
