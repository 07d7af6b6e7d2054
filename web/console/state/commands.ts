/** What each command of the keymap does, and whether it can be done now. */
import type { Actions } from "./actions.svelte.ts";
import type { Desk } from "./desk.svelte.ts";
import type { CommandId } from "./keymap.ts";
import { may } from "./may.ts";

export type FocusName = "row" | "conversation" | "composer" | "knowledge";

export interface Hands {
  desk: Desk;
  actions: Actions;
  /** Put the focus where the agent goes on; the views know the elements. */
  focus: (name: FocusName) => void;
  insert: (at: number) => void;
  download: () => void;
}

interface Deed {
  run: () => void;
  can?: () => boolean;
}

export type Deeds = Record<CommandId, Deed>;

export function createDeeds(hands: Hands): Deeds {
  return { ...listDeeds(hands), ...conversationDeeds(hands), ...knowledgeDeeds(hands), ...deskDeeds(hands) };
}

function listDeeds({ desk, focus }: Hands) {
  const step = (by: 1 | -1) => () => {
    const row = desk.inbox.step(by, desk.inbox.cursor);
    if (!row) return;
    desk.inbox.cursor = row.id;
    if (desk.panes.listShown && !desk.panes.single) focus("row");
    else void desk.open(row.id);
  };
  const view = (name: "queue" | "mine" | "others" | "closed") => () => {
    desk.show(name);
    focus("row");
  };
  return {
    "list.next": { run: step(1) },
    "list.previous": { run: step(-1) },
    "list.open": { run: () => openCursor(desk, focus), can: () => desk.inbox.cursor !== null },
    "list.update": { run: () => desk.inbox.update(), can: () => desk.inbox.news.fresh > 0 || desk.inbox.news.moved },
    "view.queue": { run: view("queue") },
    "view.mine": { run: view("mine") },
    "view.others": { run: view("others") },
    "view.closed": { run: view("closed") },
  };
}

function openCursor(desk: Desk, focus: Hands["focus"]): void {
  void desk.open(desk.inbox.cursor);
  focus("conversation");
}

function conversationDeeds({ desk, actions, focus, download }: Hands) {
  const now = () => may(desk.threads.head, desk.session.me);
  const isOpen = () => desk.threads.head !== null;
  const write = (mode: "reply" | "note") => () => {
    desk.compose?.choose(mode);
    focus("composer");
  };
  const claim = async () => {
    if (await actions.claim()) write("reply")();
    else focus("conversation");
  };
  const then = (act: () => Promise<void>) => () => void act().then(() => focus("conversation"));
  return {
    "conversation.claim": { run: () => void claim(), can: () => now().claim },
    "conversation.reply": { run: write("reply"), can: isOpen },
    "conversation.note": { run: write("note"), can: isOpen },
    "conversation.transfer": { run: () => (desk.panes.dialog = "transfer"), can: () => now().transfer },
    "conversation.return": { run: then(() => actions.giveBack()), can: () => now().giveBack },
    "conversation.close": { run: then(() => actions.close()), can: () => now().close },
    "conversation.reopen": { run: then(() => actions.reopen()), can: () => now().reopen },
    "conversation.record": { run: download, can: isOpen },
  };
}

function knowledgeDeeds({ desk, focus, insert }: Hands) {
  const nth = (at: number) => ({ run: () => insert(at), can: () => desk.knowledge.articles.length > at });
  return {
    "knowledge.search": { run: () => searchKnowledge(desk, focus) },
    "knowledge.first": nth(0),
    "knowledge.second": nth(1),
    "knowledge.third": nth(2),
  };
}

function searchKnowledge({ panes }: Desk, focus: Hands["focus"]): void {
  if (!panes.contextShown) panes.toggleContext();
  focus("knowledge");
}

function deskDeeds({ desk }: Hands) {
  const { panes, session } = desk;
  const presence = (state: "online" | "away" | "offline") => ({
    run: () => void desk.setPresence({ state }),
    can: () => session.me?.presence.state !== state,
  });
  return {
    "palette.open": { run: () => (panes.dialog = "palette") },
    "keys.show": { run: () => (panes.dialog = "keys") },
    "keys.toggle": { run: () => panes.toggleSingles() },
    "pane.list": { run: () => panes.toggleList() },
    "pane.context": { run: () => panes.toggleContext() },
    "presence.online": presence("online"),
    "presence.away": presence("away"),
    "presence.offline": presence("offline"),
    "presence.automatic": { run: () => void desk.setPresence({ automatic: !session.me?.presence.automatic }) },
    "sessions.show": { run: () => (panes.dialog = "sessions") },
    "session.end": { run: () => void desk.logOut().catch((error: unknown) => desk.tell(error)) },
  };
}
