import { ApiError } from "../../shared/api.ts";
import type { ConsoleHead } from "../net/wire.ts";
import type { Desk } from "./desk.svelte.ts";

type Verb = "claim" | "giveBack" | "close" | "reopen";

/** What an agent does with the open conversation, and the plain words about how it went. */
export class Actions {
  /** While one runs, the others wait: a second press changes nothing. */
  busy = $state(false);

  constructor(private readonly desk: Desk) {}

  async claim(): Promise<boolean> {
    const head = await this.run("claim");
    if (head) this.desk.toasts.say(this.desk.t("done.claimed"));
    return head !== null;
  }

  async giveBack(): Promise<void> {
    const head = await this.run("giveBack");
    if (head) this.desk.toasts.say(this.desk.t("done.returned", { reference: head.reference }));
  }

  async close(): Promise<void> {
    const head = await this.run("close");
    if (!head) return;
    const { t, toasts } = this.desk;
    const undo = () => void this.reopen(head.id);
    toasts.say(t("done.closed", { reference: head.reference }), { label: t("done.undo"), run: undo });
  }

  async reopen(id = this.desk.threads.id): Promise<void> {
    const head = await this.run("reopen", id);
    if (head) this.desk.toasts.say(this.desk.t("done.reopened", { reference: head.reference }));
  }

  /** The words of a refusal, to be shown in the dialog; null when it went well. */
  async transfer(agent: { id: string; name: string }, note: string): Promise<string | null> {
    const { threads, calls, toasts, t } = this.desk;
    if (!threads.id) return null;
    try {
      const head = await calls.transfer(threads.id, agent.id, note.trim() || null);
      threads.learnHead(head);
      toasts.say(t("done.transferred", { reference: head.reference, name: agent.name }));
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error.message;
      throw error;
    }
  }

  private async run(verb: Verb, id = this.desk.threads.id): Promise<ConsoleHead | null> {
    if (!id || this.busy) return null;
    this.busy = true;
    try {
      const head = await this.desk.calls[verb](id);
      this.desk.threads.learnHead(head);
      return head;
    } catch (error) {
      this.explain(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** A press that lost against a colleague's says who has the conversation; else the desk's own words. */
  private explain(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    const { t, toasts, threads } = this.desk;
    const name = error.fields["agent"];
    const lost = error.status === 409 && typeof name === "string";
    toasts.warn(lost ? t("done.lost", { name }) : error.message);
    if (error.status === 409) void threads.refresh();
  }
}
