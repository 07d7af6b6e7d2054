import { GREETING, type Theme, type ToHost, type ToPanel } from "../../shared/port.ts";

/** What the page around the panel, or the app around the page, tells it. */
export interface HostEvents {
  shown(): void;
  hidden(): void;
  theme(theme: Theme): void;
  /** Somebody logged in or out at the exchange. */
  identity(): void;
}

export interface Host {
  readonly framed: boolean;
  /** The signed token of the person logged in, null for nobody, undefined when the host speaks of no log-ins. */
  askToken(): Promise<string | null | undefined>;
  tell(message: ToHost): void;
}

const GREETING_MS = 3_000;
const TOKEN_MS = 10_000;

/** The panel in a frame. The loader hands over one end of a channel; nothing else that arrives is listened to. */
export function connectFrame(frame: Window, events: HostEvents): Host {
  let port: MessagePort | null = null;
  let answer: ((token: string | null) => void) | null = null;
  let settle: (identified: boolean) => void;
  const identified = new Promise<boolean>((resolve) => (settle = resolve));
  setTimeout(() => settle(false), GREETING_MS);

  const hear = ({ data }: MessageEvent<ToPanel>): void => {
    if (data.type === "settings") {
      settle(data.identified === true);
      events.theme(data.theme);
    } else if (data.type === "token") answer?.(typeof data.token === "string" ? data.token : null);
    else if (data.type === "shown" || data.type === "hidden" || data.type === "identity") events[data.type]();
  };

  frame.addEventListener("message", (event) => {
    if (event.source !== frame.parent || event.data !== GREETING || !isEmbedder(frame, event.origin)) return;
    port?.close();
    port = event.ports[0] ?? null;
    if (port) port.onmessage = hear;
  });

  return {
    framed: true,
    tell: (message) => port?.postMessage(message),
    async askToken() {
      if (!(await identified) || !port) return undefined;
      const token = new Promise<string | null | undefined>((resolve) => {
        answer = resolve;
        setTimeout(() => resolve(undefined), TOKEN_MS);
      });
      port.postMessage({ type: "token" } satisfies ToHost);
      return token;
    },
  };
}

/** The panel as a whole page. An app's web view calls `bellrock.identify(jwt)`, with null when nobody is logged in. */
export function connectPage(page: Window, events: HostEvents): Host {
  let token: string | null | undefined;
  const identify = (given: unknown): void => {
    token = typeof given === "string" ? given : null;
    events.identity();
  };
  Object.defineProperty(page, "bellrock", { value: Object.freeze({ identify }) });
  return { framed: false, tell: () => undefined, askToken: () => Promise.resolve(token) };
}

/** Whether a message came from the very page that embeds us; the page's policy already limits who may. */
function isEmbedder(frame: Window, origin: string): boolean {
  const named = frame.location.ancestorOrigins?.[0] ?? originOf(frame.document.referrer);
  return named === null || named === origin;
}

function originOf(address: string): string | null {
  return URL.canParse?.(address) ? new URL(address).origin : null;
}
