import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveSocket, type LineState } from "./socket.ts";

class FakeSocket {
  readyState = 1;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event?: { code: number }) => void) | null = null;
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.readyState = 3;
  }
  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  welcome(): void {
    this.onopen?.();
    this.says({ type: "welcome" });
  }
}

function line(random = 1) {
  const sockets: FakeSocket[] = [];
  const states: LineState[] = [];
  const frames: string[] = [];
  const network = new EventTarget();
  let revision = 0;
  const live = new LiveSocket<{ type: string }>({
    url: "ws://desk/live",
    hello: () => ({ type: "hello", revision: ++revision }),
    onFrame: (frame) => void frames.push(frame.type),
    onState: (state) => void states.push(state),
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    random: () => random,
    network,
  });
  live.start();
  return { live, sockets, states, frames, network, last: () => sockets.at(-1) as FakeSocket };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the live socket", () => {
  it("says hello on each connection and is open once welcomed", () => {
    const { live, last, states, frames } = line();
    expect(live.send({ type: "typing" })).toBe(false);
    last().welcome();
    expect([last().sent, states, frames]).toEqual([[{ type: "hello", revision: 1 }], ["open"], ["welcome"]]);
    expect(live.send({ type: "typing" })).toBe(true);
  });

  it("backs off from half a second to thirty, and begins anew after a steady line", () => {
    const { sockets, last } = line();
    const waits: number[] = [];
    for (let at = 0; at < 9; at += 1) {
      const count = sockets.length;
      last().onclose?.();
      let waited = 0;
      while (sockets.length === count) waited += Number(vi.advanceTimersByTime(100) && 100);
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    last().welcome();
    vi.advanceTimersByTime(6_000);
    last().onclose?.();
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(11);
  });

  it("jitters: the same failure does not bring everybody back at once", () => {
    const { sockets, last } = line(0);
    for (let at = 0; at < 3; at += 1) {
      last().onclose?.();
      vi.advanceTimersByTime(500 * 2 ** Math.max(0, at - 1));
    }
    expect(sockets).toHaveLength(4);
  });

  it("waits without trying while the network is gone and returns at once with it", () => {
    const { sockets, states, network, last } = line();
    last().welcome();
    network.dispatchEvent(new Event("offline"));
    vi.advanceTimersByTime(60_000);
    expect([sockets.length, states.at(-1)]).toEqual([1, "offline"]);
    network.dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(2);
    last().welcome();
    expect([last().sent, states.at(-1)]).toEqual([[{ type: "hello", revision: 2 }], "open"]);
  });

  it("finds a dead line by an unanswered ping, where the desk answers pings", () => {
    const { sockets, last } = line();
    last().welcome();
    vi.advanceTimersByTime(25_000);
    expect(last().sent.at(-1)).toEqual({ type: "ping" });
    last().says({ type: "pong" });
    vi.advanceTimersByTime(25_000 + 10_000 + 500);
    expect(sockets).toHaveLength(2);
  });

  it("does not come back by itself when the desk refuses the session", () => {
    const { sockets, states, last } = line();
    last().welcome();
    last().onclose?.({ code: 4401 });
    vi.advanceTimersByTime(120_000);
    expect([sockets.length, states.at(-1)]).toEqual([1, "waiting"]);
  });

  it("ends when told to", () => {
    const { live, sockets, last } = line();
    last().welcome();
    live.stop();
    vi.advanceTimersByTime(120_000);
    expect([sockets.length, last().readyState]).toEqual([1, 3]);
  });
});
