/** What this agent may do with a conversation now. The desk decides again; this only spares vain presses. */
import type { Head } from "../../shared/wire.ts";
import type { Me } from "../net/wire.ts";

type Who = Pick<Me, "id" | "permissions">;

export interface May {
  claim: boolean;
  reply: boolean;
  transfer: boolean;
  giveBack: boolean;
  close: boolean;
  reopen: boolean;
}

export function may(head: Head | null, me: Who | null): May {
  const open = head?.state === "open";
  const held = open && head.holder === "agent";
  const mine = held && head.agent?.id === me?.id;
  return {
    claim: open && head.holder === "queue",
    reply: mine,
    transfer: mine || (held && !!me?.permissions.includes("inbox.transfer_any")),
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
