import "../shared/tokens.css";
import "./panel.css";
import { mount, unmount } from "svelte";
import { createApi } from "../shared/api.ts";
import { applyBrand, readBoot, type Boot } from "../shared/boot.ts";
import { createDates } from "../shared/dates.ts";
import { openShelf } from "../shared/storage.ts";
import { createTexts } from "../shared/texts.ts";
import type { Language } from "../shared/wire.ts";
import { createDesk } from "./net/desk.ts";
import { connectFrame, connectPage, type HostEvents } from "./net/host.ts";
import { Sessions } from "./net/session.ts";
import Panel from "./Panel.svelte";
import { Chat } from "./state/chat.svelte.ts";
import { followKeyboard } from "./state/keyboard.ts";
import { chosenLanguage, rememberLanguage, type Voice } from "./state/language.ts";
import { Lateness } from "./state/lateness.svelte.ts";
import { Surroundings } from "./state/surroundings.svelte.ts";
import type { PanelKey } from "./texts.ts";

const root = document.documentElement;
const framed = window.parent !== window;
const kept = openShelf(() => localStorage);
const boot = readBoot(document);
const voice: Voice = { language: boot.language, t: createTexts<PanelKey>(boot.language, boot.texts) };

const sessions = new Sessions(kept);
// A shell that does not say who the cookie names leaves it to the first request to find out.
sessions.byCookie = boot.person !== null;
const api = createApi({
  prefix: "/api/widget",
  get language() {
    return voice.language;
  },
  get unreachable() {
    return voice.t("problem.network");
  },
  token: () => sessions.token,
});
const desk = createDesk(api);
const around = new Surroundings(!framed);
const later = new Lateness();
const events: HostEvents = {
  shown: () => around.show(true),
  hidden: () => around.show(false),
  theme: (theme) => (root.style.colorScheme = theme === "auto" ? "" : theme),
  identity: () => void chat.agree(),
};
const host = framed ? connectFrame(window, events) : connectPage(window, events);
const liveUrl = `${location.origin.replace(/^http/, "ws")}/api/widget/live`;
const chat: Chat = new Chat({ desk, host, sessions, tab: openShelf(() => sessionStorage), voice, liveUrl });
let view: Record<string, unknown> | undefined;

void begin();

async function begin(): Promise<void> {
  if (!framed) followKeyboard(window);
  const chosen = chosenLanguage(kept, boot);
  draw(chosen ? await desk.boot(chosen).catch(() => boot) : boot);
  await chat.start();
  await later.load().catch(() => undefined);
}

/** Draw everything anew in this boot's language. What the panel knows lives outside the view and stays. */
function draw({ language, languages, brand, texts }: Boot): void {
  const t = createTexts<PanelKey>(language, texts);
  Object.assign(voice, { language, t });
  applyBrand(root, brand);
  root.lang = language;
  document.title = t("page.title", { brand: brand.name });
  const tools = { t, dates: createDates(language), language, languages, brand, desk, host, chat, later };
  const target = document.getElementById("app") ?? document.body;
  if (view) void unmount(view);
  view = mount(Panel, { target, props: { tools, around, onlanguage } });
}

async function onlanguage(language: Language): Promise<void> {
  try {
    draw(await desk.boot(language));
    rememberLanguage(kept, language);
  } catch (error) {
    chat.fail(error, () => void onlanguage(language));
  }
}
