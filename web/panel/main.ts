import "../shared/tokens.css";
import "./panel.css";
import { mount } from "svelte";
import { createApi } from "../shared/api.ts";
import { applyBrand, readBoot, type Boot } from "../shared/boot.ts";
import { createDates } from "../shared/dates.ts";
import { openShelf } from "../shared/storage.ts";
import { createTexts } from "../shared/texts.ts";
import { createDesk } from "./net/desk.ts";
import { connectFrame, connectPage, type HostEvents } from "./net/host.ts";
import { Sessions } from "./net/session.ts";
import Panel from "./Panel.svelte";
import { chosenLanguage, reloadIn } from "./state/language.ts";
import { Lateness } from "./state/lateness.svelte.ts";
import { followKeyboard } from "./state/keyboard.ts";
import { Chat } from "./state/chat.svelte.ts";
import { Surroundings } from "./state/surroundings.svelte.ts";
import type { PanelKey } from "./texts.ts";

const boot = readBoot(document);
const kept = openShelf(() => localStorage);
const wanted = chosenLanguage(kept, boot, location.search);

if (wanted) reloadIn(wanted);
else start(boot);

function start({ language, languages, brand, texts, person }: Boot): void {
  applyBrand(document.documentElement, brand);
  const framed = window.parent !== window;
  const t = createTexts<PanelKey>(language, texts);
  document.title = t("page.title", { brand: brand.name });

  const sessions = new Sessions(kept);
  sessions.byCookie = person !== null && person !== undefined;
  const api = createApi({
    prefix: "/api/widget",
    language,
    unreachable: t("problem.network"),
    token: () => sessions.token,
  });
  const desk = createDesk(api);
  const around = new Surroundings(!framed);
  const events: HostEvents = {
    shown: () => around.show(true),
    hidden: () => around.show(false),
    theme: (theme) => (document.documentElement.style.colorScheme = theme === "auto" ? "" : theme),
    identity: () => void chat.agree(),
  };
  const host = framed ? connectFrame(window, events) : connectPage(window, events);
  const liveUrl = `${location.origin.replace(/^http/, "ws")}/api/widget/live`;
  const tab = openShelf(() => sessionStorage);
  const chat: Chat = new Chat({ desk, host, sessions, tab, language, liveUrl, t });
  if (!framed) followKeyboard(window);

  const target = document.getElementById("app");
  if (!target) return;
  const later = new Lateness();
  const tools = { t, dates: createDates(language), language, languages, brand, desk, host, chat, later };
  mount(Panel, { target, props: { tools, around, kept } });
  void chat.start().finally(() => later.load().catch(() => undefined));
}
