import { ApiError } from "../../shared/api.ts";
import type { Calls } from "../net/calls.ts";
import type { Me, Presence } from "../net/wire.ts";

/** in: working; asking: not known yet; the others show the log-in page, with the words for their reason. */
export type SessionState = "asking" | "in" | "out" | "expired" | "ended" | "unreachable";

/** Who is at this console. */
export class Session {
  me = $state.raw<Me | null>(null);
  state = $state<SessionState>("asking");
  /** Came through the log-in page just now: the focus has to find its first place. */
  arrived = false;

  constructor(private readonly calls: Calls) {}

  /** Ask the desk who the cookie says we are. */
  async ask(): Promise<void> {
    this.state = "asking";
    try {
      this.enter(await this.calls.me());
    } catch (error) {
      this.state = error instanceof ApiError && error.status === 401 ? "out" : "unreachable";
    }
  }

  /** The same agent as the desk knows them now. */
  async refresh(): Promise<void> {
    const me = await this.calls.me().catch(() => null);
    if (me && this.me?.id === me.id) this.me = me;
  }

  async logIn(login: string, password: string): Promise<void> {
    const me = await this.calls.logIn(login, password);
    this.arrived = true;
    this.enter(me);
  }

  async logOut(): Promise<void> {
    await this.calls.endSession("current");
    this.me = null;
    this.state = "ended";
  }

  /** The desk no longer knows this session. */
  expire(): void {
    if (this.state !== "in") return;
    this.me = null;
    this.state = "expired";
  }

  async setPresence(change: Partial<Presence>): Promise<void> {
    if (!this.me) return;
    const before = this.me.presence;
    this.me = { ...this.me, presence: { ...before, ...change } };
    try {
      const presence = await this.calls.presence({ ...before, ...change });
      if (this.me) this.me = { ...this.me, presence };
    } catch (error) {
      if (this.me) this.me = { ...this.me, presence: before };
      throw error;
    }
  }

  private enter(me: Me): void {
    this.me = me;
    this.state = "in";
  }
}
