import { describe, expect, it, vi } from "vitest";
import { GREETING } from "../../shared/port.ts";
import { connectFrame, connectPage, type HostEvents } from "./host.ts";
import { subjectOf } from "./session.ts";

const ORIGIN = "https://exchange.example";

function frame() {
  const page = new EventTarget() as unknown as Window;
  Object.assign(page, { parent: {}, location: {}, document: { referrer: `${ORIGIN}/trade` } });
  const events = { shown: vi.fn(), hidden: vi.fn(), theme: vi.fn(), identity: vi.fn() } satisfies HostEvents;
  const host = connectFrame(page, events);
  const greet = (source: unknown, origin: string, data: unknown = GREETING) => {
    const { port1, port2 } = new MessageChannel();
    const event = Object.assign(new Event("message"), { source, origin, data, ports: [port2] });
    (page as unknown as EventTarget).dispatchEvent(event);
    return port1;
  };
  return { page, host, events, greet };
}

describe("the panel in a frame", () => {
  it("asks the loader for the token over the port and tells it what happens", async () => {
    const { page, host, events, greet } = frame();
    const port = greet(page.parent, ORIGIN);
    const heard: unknown[] = [];
    port.onmessage = ({ data }) => {
      heard.push(data);
      if (data.type === "token") port.postMessage({ type: "token", token: "jwt" });
    };
    port.postMessage({ type: "settings", identified: true, theme: "dark" });
    expect(await host.askToken()).toBe("jwt");
    host.tell({ type: "close" });
    port.postMessage({ type: "shown" });
    await vi.waitFor(() => expect(events.shown).toHaveBeenCalledOnce());
    expect(events.theme).toHaveBeenCalledWith("dark");
    expect(heard).toEqual([{ type: "token" }, { type: "close" }]);
    port.close();
  });

  it("says nothing of log-ins when the host page does not speak of them", async () => {
    const { page, host, greet } = frame();
    const port = greet(page.parent, ORIGIN);
    port.postMessage({ type: "settings", identified: false, theme: "auto" });
    expect(await host.askToken()).toBeUndefined();
    port.close();
  });

  it("takes no port from another window, another origin or with another greeting", async () => {
    const { page, host, greet } = frame();
    const heard = vi.fn();
    const ports = [greet({}, ORIGIN), greet(page.parent, "https://evil.example"), greet(page.parent, ORIGIN, "hello")];
    for (const port of ports) port.onmessage = heard;
    host.tell({ type: "close" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).not.toHaveBeenCalled();
    for (const port of ports) port.close();
  });
});

describe("the panel as a page of its own", () => {
  it("is told by the app who is logged in", async () => {
    const page = {} as Window & { bellrock: { identify(token: unknown): void } };
    const identity = vi.fn();
    const host = connectPage(page, { shown: vi.fn(), hidden: vi.fn(), theme: vi.fn(), identity });
    expect(await host.askToken()).toBeUndefined();
    page.bellrock.identify("jwt");
    expect([await host.askToken(), identity.mock.calls.length]).toEqual(["jwt", 1]);
    page.bellrock.identify(undefined);
    expect(await host.askToken()).toBeNull();
  });
});

it("reads the subject of a token without believing it", () => {
  expect(subjectOf(`a.${btoa(JSON.stringify({ sub: "u1" }))}.c`)).toBe("u1");
  for (const broken of ["", "a.b.c", "a.bnVsbA.c", `a.${btoa("{}")}.c`]) expect(subjectOf(broken)).toBeNull();
});
