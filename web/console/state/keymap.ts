/** Every command of the console in one table: the key handler, the `?` sheet and the palette all read it. */

export const COMMANDS = [
  { id: "list.next", group: "list", keys: ["j"] },
  { id: "list.previous", group: "list", keys: ["k"] },
  { id: "list.open", group: "list", keys: ["Enter"], own: true },
  { id: "list.update", group: "list", keys: ["u"] },
  { id: "view.queue", group: "go", keys: ["g q"] },
  { id: "view.mine", group: "go", keys: ["g m"] },
  { id: "view.others", group: "go", keys: ["g o"] },
  { id: "view.closed", group: "go", keys: ["g c"] },
  { id: "conversation.claim", group: "conversation", keys: ["c"] },
  { id: "conversation.reply", group: "conversation", keys: ["r"] },
  { id: "conversation.note", group: "conversation", keys: ["n"] },
  { id: "conversation.transfer", group: "conversation", keys: ["t"] },
  { id: "conversation.return", group: "conversation", keys: ["b"] },
  { id: "conversation.close", group: "conversation", keys: ["e"] },
  { id: "conversation.reopen", group: "conversation", keys: ["o"] },
  { id: "conversation.record", group: "conversation", keys: [] },
  { id: "knowledge.search", group: "knowledge", keys: ["/"] },
  { id: "knowledge.first", group: "knowledge", keys: ["1"] },
  { id: "knowledge.second", group: "knowledge", keys: ["2"] },
  { id: "knowledge.third", group: "knowledge", keys: ["3"] },
  { id: "palette.open", group: "desk", keys: ["Control+k", "Meta+k"], everywhere: true },
  { id: "keys.show", group: "desk", keys: ["?"] },
  { id: "pane.list", group: "desk", keys: ["["] },
  { id: "pane.context", group: "desk", keys: ["]"] },
  { id: "presence.online", group: "desk", keys: [] },
  { id: "presence.away", group: "desk", keys: [] },
  { id: "presence.offline", group: "desk", keys: [] },
  { id: "presence.automatic", group: "desk", keys: [] },
  { id: "keys.toggle", group: "desk", keys: [] },
  { id: "sessions.show", group: "desk", keys: [] },
  { id: "session.end", group: "desk", keys: [] },
] as const satisfies readonly Command[];

export interface Command {
  id: string;
  group: "list" | "go" | "conversation" | "knowledge" | "desk";
  /** "j", a chord "g q", or "Control+k". */
  keys: readonly string[];
  /** The control itself answers this key (a link opens with Enter); the table only tells of it. */
  own?: boolean;
  /** Fires in fields too, and cannot be switched off: it needs a modifier key. */
  everywhere?: boolean;
}

export type CommandId = (typeof COMMANDS)[number]["id"];

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  /** Whether the focus is where text is written or chosen. */
  inField: boolean;
}

/** The first key of a chord and when it was pressed. */
export interface Chord {
  prefix: string;
  at: number;
}

export interface Pressed {
  command: CommandId | null;
  chord: Chord | null;
}

const CHORD_MS = 1_500;
const NOTHING: Pressed = { command: null, chord: null };

/** What a key press means. `singles` false switches off every key that is not held with Control or Command. */
export function press(event: KeyPress, chord: Chord | null, singles: boolean, now: number): Pressed {
  if (event.isComposing || event.altKey || isModifier(event.key)) return { command: null, chord };
  if (event.ctrlKey || event.metaKey) return { ...NOTHING, command: find(withModifier(event)) };
  if (event.inField || !singles) return NOTHING;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (chord && now - chord.at <= CHORD_MS) {
    const command = find(`${chord.prefix} ${key}`);
    if (command) return { ...NOTHING, command };
  }
  if (startsChord(key)) return { command: null, chord: { prefix: key, at: now } };
  return { ...NOTHING, command: find(key) };
}

function withModifier(event: KeyPress): string {
  return `${event.metaKey ? "Meta" : "Control"}+${event.key.toLowerCase()}`;
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "Meta";
}

function find(keys: string): CommandId | null {
  const found = (COMMANDS as readonly Command[]).find((command) => !command.own && command.keys.includes(keys));
  return (found?.id as CommandId | undefined) ?? null;
}

function startsChord(key: string): boolean {
  return (COMMANDS as readonly Command[]).some((command) => command.keys.some((keys) => keys.startsWith(`${key} `)));
}

/** Keys as caps to be drawn, for the machine at hand: "Meta+k" is Command on a Mac and not told elsewhere. */
export function capsOf(command: Command, mac: boolean): string[] {
  const keys = command.keys.find((one) => !one.includes("+") || one.startsWith(mac ? "Meta" : "Control"));
  if (!keys) return [];
  if (!keys.includes("+")) return keys.split(" ");
  return keys.split("+").map((key) => (key === "Meta" ? "⌘" : key === "Control" ? "Ctrl" : key.toUpperCase()));
}
