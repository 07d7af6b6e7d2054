import { describe, expect, it } from "vitest";
import english from "../../../brands/default/texts/en/console.json";
import { capsOf, COMMANDS, press, type Command, type KeyPress } from "./keymap.ts";

const key = (name: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  inField: false,
  ...change,
});

describe("the table", () => {
  it("gives every command words and no key to two commands", () => {
    const keys = COMMANDS.flatMap((command) => command.keys as readonly string[]);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id } of COMMANDS) expect(english).toHaveProperty([`command.${id}`]);
  });

  it("gives no single key that a chord begins with", () => {
    const prefixes = new Set(COMMANDS.flatMap(({ keys }) => keys.filter((one) => one.includes(" ")).map((one) => one[0])));
    for (const { keys } of COMMANDS) for (const one of keys) expect(prefixes.has(one)).toBe(false);
  });
});

describe("a key press", () => {
  it("finds single keys, in either case of the letter", () => {
    expect(press(key("c"), null, true, 0).command).toBe("conversation.claim");
    expect(press(key("C"), null, true, 0).command).toBe("conversation.claim");
    expect(press(key("?"), null, true, 0).command).toBe("keys.show");
    expect(press(key("x"), null, true, 0).command).toBeNull();
  });

  it("does nothing in a field, while an input method composes, or with Alt", () => {
    expect(press(key("c", { inField: true }), null, true, 0).command).toBeNull();
    expect(press(key("c", { isComposing: true }), null, true, 0).command).toBeNull();
    expect(press(key("c", { altKey: true }), null, true, 0).command).toBeNull();
  });

  it("leaves the browser its own combinations", () => {
    expect(press(key("c", { ctrlKey: true }), null, true, 0).command).toBeNull();
    expect(press(key("r", { metaKey: true }), null, true, 0).command).toBeNull();
  });

  it("opens the palette from anywhere, even with single keys switched off", () => {
    const inField = { inField: true };
    expect(press(key("k", { ctrlKey: true, ...inField }), null, false, 0).command).toBe("palette.open");
    expect(press(key("k", { metaKey: true, ...inField }), null, false, 0).command).toBe("palette.open");
  });

  it("is silent when single keys are switched off", () => {
    for (const { keys } of COMMANDS)
      for (const one of keys as readonly string[])
        if (!one.includes("+")) expect(press(key(one[0] as string), null, false, 0)).toEqual({ command: null, chord: null });
  });

  it("leaves Enter to the focused control", () => {
    expect(press(key("Enter"), null, true, 0).command).toBeNull();
  });
});

describe("a chord", () => {
  const begun = press(key("g"), null, true, 1_000).chord;

  it("waits for its second key", () => {
    expect(begun).toEqual({ prefix: "g", at: 1_000 });
    expect(press(key("q"), begun, true, 1_500)).toEqual({ command: "view.queue", chord: null });
    expect(press(key("c"), begun, true, 1_500).command).toBe("view.closed");
  });

  it("outlives a modifier and is forgotten after a while", () => {
    expect(press(key("Shift"), begun, true, 1_100).chord).toEqual(begun);
    expect(press(key("c"), begun, true, 9_000).command).toBe("conversation.claim");
  });

  it("gives way to a key that does not end it", () => {
    expect(press(key("j"), begun, true, 1_200).command).toBe("list.next");
  });
});

it("draws the caps of the machine at hand", () => {
  const palette = COMMANDS.find(({ id }) => id === "palette.open") as Command;
  expect(capsOf(palette, true)).toEqual(["⌘", "K"]);
  expect(capsOf(palette, false)).toEqual(["Ctrl", "K"]);
  expect(capsOf({ id: "view.queue", group: "go", keys: ["g q"] }, false)).toEqual(["g", "q"]);
  expect(capsOf({ id: "none", group: "go", keys: [] }, false)).toEqual([]);
});
