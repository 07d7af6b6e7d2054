/** What this agent may do with a conversation now. The desk decides again; this only spares vain presses. */
import type { Head } from "../../shared/wire.ts";

export interface May {
  claim: boolean;
  reply: boolean;
  transfer: boolean;
  giveBack: boolean;
  close: boolean;
  reopen: boolean;
}

export function may(head: Head | null, me: string): May {
  const open = head?.state === "open";
  const mine = open && head.holder === "agent" && head.agent?.id === me;
  return {
    claim: open && (head.holder === "queue" || head.holder === "assistant"),
    reply: mine,
    transfer: mine,
    giveBack: mine,
    close: mine,
    reopen: head?.state === "closed",
  };
}

/** Why the customer cannot be answered from here, as the last part of a text key; null when it can. */
export function barrier(head: Head, me: string): "queue" | "assistant" | "agent" | "closed" | null {
  if (head.state === "closed") return "closed";
  if (head.holder === "agent") return head.agent?.id === me ? null : "agent";
  return head.holder === "assistant" ? "assistant" : "queue";
}
