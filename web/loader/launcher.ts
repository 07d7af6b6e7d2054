import css from "./launcher.css?inline";

const OPEN = "M21 12a8 8 0 01-11.7 7L4 20l1.2-4.6A8 8 0 1121 12zM9 12h.01M13 12h.01M17 12h.01";
const SHUT = "M6 9l6 6 6-6";

export interface Launcher {
  button: HTMLButtonElement;
  /** Lay the frame beside the button. */
  hold(frame: HTMLIFrameElement): void;
  show(state: { label: string; opened: boolean; unread: boolean }): void;
}

/** The round button, in a closed shadow root: the page's styles do not reach it, nor do ours reach the page. */
export function createLauncher(accent: string | undefined, theme: string | undefined): Launcher {
  const host = document.createElement("support-chat");
  const root = host.attachShadow({ mode: "closed" });
  const button = document.createElement("button");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.append(path);
  button.append(svg);
  root.append(button);
  dress(root);
  if (accent) host.style.setProperty("--accent", accent);
  if (theme && theme !== "auto") host.style.colorScheme = theme;
  (document.body ?? document.documentElement).append(host);
  return {
    button,
    hold: (frame) => button.before(frame),
    show({ label, opened, unread }) {
      path.setAttribute("d", opened ? SHUT : OPEN);
      button.ariaLabel = button.title = label;
      button.ariaExpanded = `${opened}`;
      button.className = unread ? "unread" : "";
    },
  };
}

/** A constructed sheet needs no exception in the page's policy; browsers without them get an ordinary one. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
