import type { Desk } from "../net/desk.ts";
import type { Host } from "../net/host.ts";
import { subjectOf, type Sessions } from "../net/session.ts";

export type Verdict = "same" | "joined" | "replaced";

/**
 * Make our session agree with who is logged in at the exchange. joined: a visitor became a customer and keeps the
 * threads; replaced: another person, or nobody, sits here now, and nothing of the one before may stay on the screen.
 */
export async function agreeWithHost(host: Host, sessions: Sessions, desk: Desk): Promise<Verdict> {
  const jwt = await host.askToken();
  if (jwt === undefined) return "same";
  const wasCustomer = await isCustomer(sessions, desk);
  const subject = jwt && subjectOf(jwt);
  if (wasCustomer && subject && subject === sessions.subject) return "same";
  if (wasCustomer) {
    // Forgetting is not enough: the cookie would bring the session back.
    await desk.endSession().catch(() => undefined);
    sessions.forget();
  }
  if (jwt) sessions.keep(await desk.exchange(jwt), subject);
  if (wasCustomer) return "replaced";
  return jwt ? "joined" : "same";
}

async function isCustomer(sessions: Sessions, desk: Desk): Promise<boolean> {
  if (sessions.kind || !sessions.byCookie) return sessions.kind === "customer";
  return desk.me().then(
    ({ kind }) => kind === "customer",
    () => false,
  );
}
