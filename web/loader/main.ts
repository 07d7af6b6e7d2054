import { GREETING, type HostSettings, type ToHost, type ToPanel } from "../shared/port.ts";
import { findLanguage } from "./language.ts";
import { createLauncher } from "./launcher.ts";

/** [open, open with news] by language; the build writes them in. */
declare const LAUNCHER_TEXTS: Record<string, [string, string]>;

const SANDBOX = "scripts same-origin forms popups popups-to-escape-sandbox downloads";
const ACTIVE = "bellrock.active";

const page = window as Window & { bellrockSettings?: HostSettings; bellrock?: unknown };
const script = document.currentScript as HTMLScriptElement;
if (!page.bellrock) start(script.dataset, new URL(script.src).origin);

function start(data: DOMStringMap, origin: string): void {
  const settings = (): HostSettings => page.bellrockSettings ?? {};
  const wishes = [data["language"], settings().language, document.documentElement.lang, ...navigator.languages];
  const language = findLanguage(wishes);
  const texts = LAUNCHER_TEXTS[language] ?? ["", ""];
  const theme = (data["theme"] ?? settings().theme ?? "auto") as "auto";
  const launcher = createLauncher(data["accent"], theme);
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let opened = false;
  let unread = false;

  /** Fetch the panel, hidden, on the first sign that somebody wants it. */
  function load(): void {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = texts[0];
    frame.setAttribute("sandbox", SANDBOX.replace(/\S+/g, "allow-$&"));
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "origin";
    frame.src = `${origin}/chat?language=${language}`;
    frame.onload = greet;
    launcher.hold(frame);
  }

  /** Each document in the frame gets a port of its own; only the panel's origin can receive it. */
  function greet(): void {
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    frame?.contentWindow?.postMessage(GREETING, origin, [channel.port2]);
    tell({ type: "settings", identified: !!settings().token, theme });
    if (opened) tell({ type: "shown" });
  }

  async function hear({ data: said }: MessageEvent<ToHost>): Promise<void> {
    if (said.type === "close") toggle(false);
    if (said.type === "unread") draw(said.count > 0);
    if (said.type === "active") remember(said.active);
    if (said.type === "token") tell({ type: "token", token: await token() });
  }

  async function token(): Promise<string | null> {
    try {
      return (await settings().token?.()) ?? null;
    } catch {
      return null;
    }
  }

  function toggle(wanted: boolean): void {
    if (opened === wanted) return;
    opened = wanted;
    load();
    frame?.classList.toggle("open", opened);
    draw(unread);
    tell({ type: opened ? "shown" : "hidden" });
    if (opened) frame?.focus();
    else launcher.button.focus();
  }

  function draw(news: boolean): void {
    unread = news;
    launcher.show({ label: texts[news ? 1 : 0], opened, unread });
  }

  function tell(message: ToPanel): void {
    port?.postMessage(message);
  }

  const { button } = launcher;
  button.onpointerenter = button.onfocus = load;
  button.onclick = () => toggle(!opened);
  button.onkeydown = ({ key }) => void (key === "Escape" && toggle(false));
  draw(false);
  if (remember()) load();
  page.bellrock = { open: () => toggle(true), close: () => toggle(false), identify: () => tell({ type: "identity" }) };
}

/** Whether this browser left an open conversation, so that news of it may show on the button of the next page. */
function remember(active?: boolean): boolean {
  try {
    if (active !== undefined) localStorage.setItem(ACTIVE, active ? "1" : "");
    return !!localStorage.getItem(ACTIVE);
  } catch {
    return false;
  }
}
